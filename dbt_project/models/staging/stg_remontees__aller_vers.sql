-- One row per outreach action declared in a staged return.
with

source as (

    select * from {{ source('remontees', 'aller_vers') }}

),

final as (

    select {{ typed_columns('stg_remontees__aller_vers') }}
    from source

)

select * from final
