-- One row per cité and published quarter in which it is expected.
with

remontees as (

    select * from {{ ref('int_remontees__suivies') }}

),

final as (

    select {{ typed_columns('suivi_remontees') }}
    from remontees

)

select * from final
