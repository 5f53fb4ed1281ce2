-- One row per cité and published quarter in which it is expected, whether it answered or not.
with

cites as (

    select * from {{ ref('stg_reference__cites') }}

),

trimestres as (

    select * from {{ ref('int_trimestres__publies') }}

),

final as (

    select
        cites.code_cite,
        trimestres.trimestre,
        trimestres.dernier_jour,
        trimestres.echeance,
        cites.nom_cite,
        cites.departement_code,
        cites.region_code,
        cites.vague
    from trimestres
    inner join cites on trimestres.trimestre >= cites.premier_trimestre

)

select * from final
