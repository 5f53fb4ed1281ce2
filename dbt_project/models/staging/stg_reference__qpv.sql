-- One row per QPV of the 2024 generation and cité that it belongs to.
with

source as (

    select * from {{ source('reference', 'qpv') }}

),

final as (

    select
        cast(code_qpv as varchar) as code_qpv,
        cast(nom_qpv as varchar) as nom_qpv,
        cast(code_cite as varchar) as code_cite
    from source

)

select * from final
