-- One row per innovative action of a return in force.
-- The way back: fingerprint of the file and row in its sheet.
with

actions as (

    select * from {{ ref('stg_remontees__actions_innovantes') }}

),

en_vigueur as (

    select * from {{ ref('int_remontees__en_vigueur') }}

),

final as (

    select
        en_vigueur.code_cite,
        en_vigueur.trimestre,
        en_vigueur.empreinte,
        actions.ligne,
        actions.frein,
        actions.public,
        actions.code_qpv,
        actions.cout_total,
        actions.part_cite,
        actions.beneficiaires,
        actions.femmes,
        actions.hommes,
        actions.moins_26_ans,
        actions.de_26_a_49_ans,
        actions.de_50_ans_et_plus,
        actions.sorties_emploi,
        actions.sorties_formation
    from actions
    inner join en_vigueur on actions.empreinte = en_vigueur.empreinte

)

select * from final
