-- One row per expected cité and published quarter: the six measures, and their running totals since the first quarter.
-- Silence is not zero: without a return in force the measures are null, while the running totals go on with 0.
with

attendues as (

    select * from {{ ref('int_cites__attendues') }}

),

en_vigueur as (

    select * from {{ ref('int_remontees__en_vigueur') }}

),

partenaires as (

    select * from {{ ref('int_partenaires__actifs') }}

),

reunions as (

    select * from {{ ref('int_reunions__retenues') }}

),

aller_vers as (

    select * from {{ ref('int_aller_vers__retenues') }}

),

actions_innovantes as (

    select * from {{ ref('int_actions_innovantes__retenues') }}

),

partenaires_comptes as (

    select
        code_cite,
        trimestre,
        count(*) as partenaires
    from partenaires
    group by code_cite, trimestre

),

comites_comptes as (

    select
        code_cite,
        trimestre,
        count(*) as comites_pilotage
    from reunions
    where instance = 'comite_pilotage'
    group by code_cite, trimestre

),

aller_vers_comptees as (

    select
        code_cite,
        trimestre,
        count(*) as actions_aller_vers,
        sum(nouveaux_beneficiaires) as nouveaux_beneficiaires
    from aller_vers
    group by code_cite, trimestre

),

actions_innovantes_comptees as (

    select
        code_cite,
        trimestre,
        count(*) as actions_innovantes,
        sum(beneficiaires) as beneficiaires_accompagnes
    from actions_innovantes
    group by code_cite, trimestre

),

mesures_des_retours_en_vigueur as (

    select
        en_vigueur.code_cite,
        en_vigueur.trimestre,
        coalesce(partenaires_comptes.partenaires, 0) as partenaires,
        coalesce(comites_comptes.comites_pilotage, 0) as comites_pilotage,
        coalesce(aller_vers_comptees.actions_aller_vers, 0) as actions_aller_vers,
        coalesce(aller_vers_comptees.nouveaux_beneficiaires, 0) as nouveaux_beneficiaires,
        coalesce(actions_innovantes_comptees.actions_innovantes, 0) as actions_innovantes,
        coalesce(actions_innovantes_comptees.beneficiaires_accompagnes, 0) as beneficiaires_accompagnes
    from en_vigueur
    left join partenaires_comptes
        on en_vigueur.code_cite = partenaires_comptes.code_cite
        and en_vigueur.trimestre = partenaires_comptes.trimestre
    left join comites_comptes
        on en_vigueur.code_cite = comites_comptes.code_cite
        and en_vigueur.trimestre = comites_comptes.trimestre
    left join aller_vers_comptees
        on en_vigueur.code_cite = aller_vers_comptees.code_cite
        and en_vigueur.trimestre = aller_vers_comptees.trimestre
    left join actions_innovantes_comptees
        on en_vigueur.code_cite = actions_innovantes_comptees.code_cite
        and en_vigueur.trimestre = actions_innovantes_comptees.trimestre

),

final as (

    select
        attendues.code_cite,
        attendues.trimestre,
        attendues.nom_cite,
        attendues.departement_code,
        attendues.region_code,
        attendues.vague,
        mesures.partenaires,
        {%- for mesure in flow_measures() %}
        mesures.{{ mesure }},
        {%- endfor %}
        {%- for mesure in flow_measures() %}
        sum(coalesce(mesures.{{ mesure }}, 0)) over (
            partition by attendues.code_cite
            order by attendues.trimestre
            rows between unbounded preceding and current row
        ) as cumul_{{ mesure }}{{ "," if not loop.last }}
        {%- endfor %}
    from attendues
    left join mesures_des_retours_en_vigueur as mesures
        on attendues.code_cite = mesures.code_cite
        and attendues.trimestre = mesures.trimestre

)

select * from final
