-- One row per obstacle to employment and quarter with an innovative action on it.
with

actions_ventilees as (

    select * from {{ ref('int_actions_innovantes__ventilees') }}

),

actions_par_frein as (

    select
        *,
        code as frein
    from actions_ventilees
    where axe = 'frein'

),

final as (

    select {{ typed_columns('actions_innovantes_freins') }}
    from actions_par_frein

)

select * from final
