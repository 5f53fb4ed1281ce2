-- One row per staged return.
with

source as (

    select * from {{ source('remontees', 'synthese') }}

),

final as (

    select {{ typed_columns('stg_remontees__synthese') }}
    from source

)

select * from final
