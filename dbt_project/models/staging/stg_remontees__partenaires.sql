-- One row per partner declared in a staged return.
with

source as (

    select * from {{ source('remontees', 'partenaires') }}

),

final as (

    select {{ typed_columns('stg_remontees__partenaires') }}
    from source

)

select * from final
