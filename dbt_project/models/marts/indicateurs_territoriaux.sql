-- One row per territory (region, departement or vague) and published quarter.
with

territoires as (

    select * from {{ ref('int_territoires__mesures') }}

),

territoires_infranationaux as (

    select *
    from territoires
    where niveau <> 'national'

),

final as (

    select {{ typed_columns('indicateurs_territoriaux') }}
    from territoires_infranationaux

)

select * from final
