-- One row per territory (the whole country included) and published quarter in which one of its cités is expected.
with

territoires as (

    select * from {{ ref('int_territoires__composes') }}

),

cites as (

    select * from {{ ref('int_cites__mesurees') }}

),

final as (

    select
        territoires.niveau,
        territoires.code,
        territoires.libelle,
        cites.trimestre,
        count(*) as cites_attendues,
        count(cites.partenaires) as cites_repondantes,
        {{ rounded_ratio('count(cites.partenaires)', 'count(*)', 4) }} as taux_remontee,
        coalesce(sum(cites.partenaires), 0) as partenaires,
        {{ rounded_ratio('sum(cites.partenaires)', 'count(cites.partenaires)', 2) }} as partenaires_par_cite,
        {{ median_of_integers('cites.partenaires') }} as partenaires_mediane,
        {%- for mesure in flow_measures() %}
        coalesce(sum(cites.{{ mesure }}), 0) as {{ mesure }},
        {%- endfor %}
        {%- for mesure in flow_measures() %}
        sum(cites.cumul_{{ mesure }}) as cumul_{{ mesure }}{{ "," if not loop.last }}
        {%- endfor %}
    from territoires
    inner join cites on territoires.code_cite = cites.code_cite
    group by territoires.niveau, territoires.code, territoires.libelle, cites.trimestre

)

select * from final
