-- One row per innovative action declared in a staged return.
with

source as (

    select * from {{ source('remontees', 'actions_innovantes') }}

),

final as (

    select {{ typed_columns('stg_remontees__actions_innovantes') }}
    from source

)

select * from final
