-- One row per kind of territory and published quarter whose sums are not the national figures.
with

niveaux as (

    select
        niveau,
        trimestre,
        sum(cites_attendues) as cites_attendues,
        sum(cites_repondantes) as cites_repondantes,
        sum(partenaires) as partenaires,
        {%- for mesure in flow_measures() %}
        sum({{ mesure }}) as {{ mesure }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('indicateurs_territoriaux') }}
    group by niveau, trimestre

),

sortes_de_territoires as (

    select 'region' as niveau
    union all
    select 'departement' as niveau
    union all
    select 'vague' as niveau

),

attendus as (

    select
        nation.*,
        sortes_de_territoires.niveau
    from {{ ref('indicateurs_nationaux') }} as nation
    cross join sortes_de_territoires

),

final as (

    select
        attendus.niveau,
        attendus.trimestre
    from attendus
    left join niveaux
        on attendus.niveau = niveaux.niveau
        and attendus.trimestre = niveaux.trimestre
    where
        niveaux.niveau is null
        or niveaux.cites_attendues <> attendus.cites_attendues
        or niveaux.cites_repondantes <> attendus.cites_repondantes
        or niveaux.partenaires <> attendus.partenaires
        {%- for mesure in flow_measures() %}
        or niveaux.{{ mesure }} <> attendus.{{ mesure }}
        {%- endfor %}

)

select * from final
