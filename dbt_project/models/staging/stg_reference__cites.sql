-- One row per cité de l'emploi.
with

source as (

    select * from {{ source('reference', 'cites') }}

),

final as (

    select
        cast(code_cite as varchar) as code_cite,
        cast(nom_cite as varchar) as nom_cite,
        cast(departement_code as varchar) as departement_code,
        cast(departement as varchar) as departement,
        cast(region_code as varchar) as region_code,
        cast(region as varchar) as region,
        cast(vague as varchar) as vague,
        cast(premier_trimestre as varchar) as premier_trimestre
    from source

)

select * from final
