-- One row per event of the register.
with

source as (

    select * from {{ source('registre', 'evenements') }}

),

final as (

    select
        cast(numero as bigint) as numero,
        cast(evenement as varchar) as evenement,
        cast(empreinte as varchar) as empreinte,
        cast(recue_le as timestamp) as recue_le,
        cast(code_cite as varchar) as code_cite,
        cast(trimestre as varchar) as trimestre,
        cast(trimestre_lu as varchar) as trimestre_lu,
        cast(verdict as varchar) as verdict,
        cast(bloquants as bigint) as bloquants,
        cast(alertes as bigint) as alertes,
        cast(lot as varchar) as lot
    from source

)

select * from final
