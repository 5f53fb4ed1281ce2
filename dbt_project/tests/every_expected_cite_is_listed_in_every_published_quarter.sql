-- One row per cité and published quarter that indicateurs_cites or suivi_remontees lacks or has too much.
with

attendues as (

    select
        cites.code_cite,
        trimestres.trimestre
    from {{ ref('stg_reference__cites') }} as cites
    inner join {{ ref('int_trimestres__publies') }} as trimestres
        on cites.premier_trimestre <= trimestres.trimestre

),

publiees as (

    select
        indicateurs.code_cite,
        indicateurs.trimestre
    from {{ ref('indicateurs_cites') }} as indicateurs
    inner join {{ ref('suivi_remontees') }} as suivi
        on indicateurs.code_cite = suivi.code_cite
        and indicateurs.trimestre = suivi.trimestre
        and indicateurs.statut_remontee = suivi.statut_remontee

),

final as (

    select
        attendues.code_cite as attendue,
        publiees.code_cite as publiee,
        coalesce(attendues.trimestre, publiees.trimestre) as trimestre
    from attendues
    full outer join publiees
        on attendues.code_cite = publiees.code_cite
        and attendues.trimestre = publiees.trimestre
    where attendues.code_cite is null or publiees.code_cite is null

)

select * from final
