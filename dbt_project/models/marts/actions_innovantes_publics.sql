-- One row per public and quarter with an innovative action for it.
with

actions_ventilees as (

    select * from {{ ref('int_actions_innovantes__ventilees') }}

),

actions_par_public as (

    select
        *,
        code as public
    from actions_ventilees
    where axe = 'public'

),

final as (

    select {{ typed_columns('actions_innovantes_publics') }}
    from actions_par_public

)

select * from final
