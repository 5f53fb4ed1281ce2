-- One row per meeting of a return in force.
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
        reunions.instance
    from reunions
    inner join en_vigueur on reunions.empreinte = en_vigueur.empreinte

)

select * from final
