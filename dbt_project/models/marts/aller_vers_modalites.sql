-- One row per modality and quarter with an outreach action of that modality.
with

aller_vers as (

    select * from {{ ref('int_aller_vers__retenues') }}

),

codes as (

    select * from {{ ref('stg_reference__codes') }}

),

actions_par_modalite as (

    select
        aller_vers.modalite,
        aller_vers.trimestre,
        max(codes.libelle) as libelle,
        count(*) as actions,
        sum(aller_vers.personnes_rencontrees) as personnes_rencontrees,
        sum(aller_vers.nouveaux_beneficiaires) as nouveaux_beneficiaires
    from aller_vers
    left join codes
        on aller_vers.modalite = codes.code
        and codes.liste = 'modalite_aller_vers'
    group by aller_vers.modalite, aller_vers.trimestre

),

final as (

    select {{ typed_columns('aller_vers_modalites') }}
    from actions_par_modalite

)

select * from final
