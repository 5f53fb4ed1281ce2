-- One row per kind of territory and published quarter whose sums are not the national figures.
{% set mesures = ['cites_attendues', 'cites_repondantes', 'partenaires'] + flow_measures() %}
with

niveaux as (

    select
        niveau,
        trimestre,
        {%- for mesure in mesures %}
        sum({{ mesure }}) as {{ mesure }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('indicateurs_territoriaux') }}
    group by niveau, trimestre

),

niveaux_attendus as (

    select
        niveau,
        nation.*
    from {{ ref('indicateurs_nationaux') }} as nation
    cross join (select 'region' as niveau union all select 'departement' union all select 'vague') as sortes

),

final as (

    select
        attendus.niveau,
        attendus.trimestre
    from niveaux_attendus as attendus
    left join niveaux
        on attendus.niveau = niveaux.niveau
        and attendus.trimestre = niveaux.trimestre
    where
        niveaux.niveau is null
        {%- for mesure in mesures %}
        or niveaux.{{ mesure }} <> attendus.{{ mesure }}
        {%- endfor %}

)

select * from final
