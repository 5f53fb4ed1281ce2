-- One row per finding of a judged file and judgement; identical findings of one file are as many rows.
-- `fichier` is the Parquet file that the row lies in: a batch's files bear its name.
with

source as (

    select * from {{ source('remontees', 'constats') }}

),

final as (

    select
        {{ typed_columns('stg_remontees__constats') }},
        cast(filename as varchar) as fichier
    from source

)

select * from final
