-- One row per column of a published table.
with

source as (

    select * from {{ source('reference', 'dictionnaire') }}

),

final as (

    select
        cast(nom_table as varchar) as nom_table,
        cast(colonne as varchar) as colonne,
        cast(type as varchar) as type,
        cast(description as varchar) as description,
        cast(unite as varchar) as unite
    from source

)

select * from final
