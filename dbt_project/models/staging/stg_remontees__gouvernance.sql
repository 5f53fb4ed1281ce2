-- One row per meeting declared in a staged return.
with

source as (

    select * from {{ source('remontees', 'gouvernance') }}

),

final as (

    select {{ typed_columns('stg_remontees__gouvernance') }}
    from source

)

select * from final
