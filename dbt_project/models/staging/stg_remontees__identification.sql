-- One row per staged return.
with

source as (

    select * from {{ source('remontees', 'identification') }}

),

final as (

    select {{ typed_columns('stg_remontees__identification') }}
    from source

)

select * from final
