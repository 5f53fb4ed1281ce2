-- One row per rule of verdict.
with

source as (

    select * from {{ source('reference', 'regles') }}

),

final as (

    select
        cast(regle as varchar) as regle,
        cast(gravite as varchar) as gravite
    from source

)

select * from final
