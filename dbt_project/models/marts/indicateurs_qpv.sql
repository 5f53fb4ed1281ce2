-- One row per QPV, cité and quarter with an action in that QPV.
-- An action of several QPV bears no code and counts in none of them.
with

aller_vers as (

    select * from {{ ref('int_aller_vers__retenues') }}

),

actions_innovantes as (

    select * from {{ ref('int_actions_innovantes__retenues') }}

),

qpv as (

    select * from {{ ref('stg_reference__qpv') }}

),

actions_des_deux_dispositifs as (

    select
        code_qpv,
        code_cite,
        trimestre,
        1 as actions_aller_vers,
        nouveaux_beneficiaires,
        0 as actions_innovantes,
        0 as beneficiaires_accompagnes
    from aller_vers
    where code_qpv is not null
    union all
    select
        code_qpv,
        code_cite,
        trimestre,
        0 as actions_aller_vers,
        0 as nouveaux_beneficiaires,
        1 as actions_innovantes,
        beneficiaires as beneficiaires_accompagnes
    from actions_innovantes
    where code_qpv is not null

),

actions_par_qpv as (

    select
        code_qpv,
        code_cite,
        trimestre,
        sum(actions_aller_vers) as actions_aller_vers,
        sum(nouveaux_beneficiaires) as nouveaux_beneficiaires,
        sum(actions_innovantes) as actions_innovantes,
        sum(beneficiaires_accompagnes) as beneficiaires_accompagnes
    from actions_des_deux_dispositifs
    group by code_qpv, code_cite, trimestre

),

qpv_nommes as (

    select
        actions_par_qpv.*,
        qpv.nom_qpv
    from actions_par_qpv
    left join qpv
        on actions_par_qpv.code_qpv = qpv.code_qpv
        and actions_par_qpv.code_cite = qpv.code_cite

),

final as (

    select {{ typed_columns('indicateurs_qpv') }}
    from qpv_nommes

)

select * from final
