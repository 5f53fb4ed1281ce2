-- One row per breakdown and published quarter whose sum is not the national figure.
{% set ventilations = [
    ('partenaires_categories', 'partenaires', 'partenaires', none),
    ('aller_vers_modalites', 'actions', 'actions_aller_vers', none),
    ('aller_vers_modalites', 'nouveaux_beneficiaires', 'nouveaux_beneficiaires', none),
    ('actions_innovantes_freins', 'actions', 'actions_innovantes', none),
    ('actions_innovantes_freins', 'beneficiaires', 'beneficiaires_accompagnes', none),
    ('actions_innovantes_publics', 'actions', 'actions_innovantes', none),
    ('actions_innovantes_publics', 'beneficiaires', 'beneficiaires_accompagnes', none),
    ('indicateurs_qpv', 'nouveaux_beneficiaires', 'nouveaux_beneficiaires', none),
    ('beneficiaires_profils', 'beneficiaires', 'nouveaux_beneficiaires',
        "dispositif = 'aller_vers' and critere = 'sexe'"),
    ('beneficiaires_profils', 'beneficiaires', 'nouveaux_beneficiaires',
        "dispositif = 'aller_vers' and critere = 'age'"),
    ('beneficiaires_profils', 'beneficiaires', 'beneficiaires_accompagnes',
        "dispositif = 'actions_innovantes' and critere = 'sexe'"),
    ('beneficiaires_profils', 'beneficiaires', 'beneficiaires_accompagnes',
        "dispositif = 'actions_innovantes' and critere = 'age'"),
] %}
with

sommes as (
{% for modele, colonne, mesure, condition in ventilations %}
    select
        '{{ modele }}: {{ colonne }}' as ventilation,
        nation.trimestre,
        nation.{{ mesure }} as attendu,
        coalesce(sum(ventilation.{{ colonne }}), 0) as trouve
    from {{ ref('indicateurs_nationaux') }} as nation
    left join {{ ref(modele) }} as ventilation
        on nation.trimestre = ventilation.trimestre
        {%- if condition %}
        and {{ condition }}
        {%- endif %}
    group by nation.trimestre, nation.{{ mesure }}
    {{ "union all" if not loop.last }}
{% endfor %}
),

final as (

    select *
    from sommes
    where attendu <> trouve

)

select * from final
