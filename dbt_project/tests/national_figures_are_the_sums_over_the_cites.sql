-- One row per published quarter with a national figure that is not the sum over the cités.
with

cites as (

    select
        trimestre,
        count(*) as cites_attendues,
        sum(case when statut_remontee = 'acceptee' then 1 else 0 end) as cites_repondantes,
        coalesce(sum(partenaires), 0) as partenaires,
        {%- for mesure in flow_measures() %}
        coalesce(sum({{ mesure }}), 0) as {{ mesure }},
        {%- endfor %}
        {%- for mesure in flow_measures() %}
        sum(cumul_{{ mesure }}) as cumul_{{ mesure }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('indicateurs_cites') }}
    group by trimestre

),

final as (

    select
        cites.trimestre as trimestre_des_cites,
        nation.trimestre as trimestre_national
    from cites
    full outer join {{ ref('indicateurs_nationaux') }} as nation on cites.trimestre = nation.trimestre
    where
        cites.trimestre is null
        or nation.trimestre is null
        or cites.cites_attendues <> nation.cites_attendues
        or cites.cites_repondantes <> nation.cites_repondantes
        or cites.partenaires <> nation.partenaires
        {%- for mesure in flow_measures() %}
        or cites.{{ mesure }} <> nation.{{ mesure }}
        or cites.cumul_{{ mesure }} <> nation.cumul_{{ mesure }}
        {%- endfor %}

)

select * from final
