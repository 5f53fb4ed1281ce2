-- One row per code of a closed list.
with

source as (

    select * from {{ source('reference', 'codes') }}

),

final as (

    select
        cast(liste as varchar) as liste,
        cast(code as varchar) as code,
        cast(libelle as varchar) as libelle
    from source

)

select * from final
