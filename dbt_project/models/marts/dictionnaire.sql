-- One row per column of a published table.
with

colonnes as (

    select * from {{ ref('stg_reference__dictionnaire') }}

),

final as (

    select {{ typed_columns('dictionnaire') }}
    from colonnes

)

select * from final
