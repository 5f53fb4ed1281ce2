-- One row per meeting of a return in force.
-- The way back: fingerprint of the file and row in its sheet.
with

reunions as (

    select * from {{ ref('stg_remontees__gouvernance') }}

),

en_vigueur as (

    select * from {{ ref('int_remontees__en_vigueur') }}

),

final as (

    select
        en_vigueur.code_cite,
        en_vigueur.trimestre,
        en_vigueur.empreinte,
        reunions.ligne,
        reunions.instance
    from reunions
    inner join en_vigueur on reunions.empreinte = en_vigueur.empreinte

)

select * from final
