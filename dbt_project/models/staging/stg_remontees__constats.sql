-- One row per finding of a judged file; identical findings of one file are as many rows.
with

source as (

    select * from {{ source('remontees', 'constats') }}

),

final as (

    select {{ typed_columns('stg_remontees__constats') }}
    from source

)

select * from final
