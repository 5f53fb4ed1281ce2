-- One row per return in force whose detail differs from its Synthèse, or whose rows are not all there.
{% set mesures = ['partenaires'] + flow_measures() %}
with

final as (

    select
        en_vigueur.empreinte,
        en_vigueur.code_cite,
        en_vigueur.trimestre
    from {{ ref('int_remontees__en_vigueur') }} as en_vigueur
    left join {{ ref('int_cites__mesurees') }} as cites
        on en_vigueur.code_cite = cites.code_cite
        and en_vigueur.trimestre = cites.trimestre
    left join {{ ref('stg_remontees__synthese') }} as declarees
        on en_vigueur.empreinte = declarees.empreinte
    left join {{ ref('stg_remontees__identification') }} as identifications
        on en_vigueur.empreinte = identifications.empreinte
    where
        identifications.empreinte is null
        {%- for mesure in mesures %}
        or coalesce(cites.{{ mesure }}, -1) <> coalesce(declarees.{{ mesure }}, -2)
        {%- endfor %}

)

select * from final
