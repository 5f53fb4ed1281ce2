-- One row per return in force whose detail differs from its Synthèse, or whose rows are not all there.
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
        or coalesce(cites.partenaires, -1) <> coalesce(declarees.partenaires, -2)
        {%- for mesure in flow_measures() %}
        or coalesce(cites.{{ mesure }}, -1) <> coalesce(declarees.{{ mesure }}, -2)
        {%- endfor %}

)

select * from final
