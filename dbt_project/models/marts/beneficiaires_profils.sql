-- One row per scheme, criterion, modality and quarter in which the scheme has an action.
with

profils as (

    select * from {{ ref('int_beneficiaires__profiles') }}

),

final as (

    select {{ typed_columns('beneficiaires_profils') }}
    from profils

)

select * from final
