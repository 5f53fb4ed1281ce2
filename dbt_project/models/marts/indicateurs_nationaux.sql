-- One row per published quarter.
with

territoires as (

    select * from {{ ref('int_territoires__mesures') }}

),

-- 80 % is compared as a ratio of integers: 5 × received >= 4 × expected.
indicateurs_et_statut as (

    select
        *,
        case
            when cites_repondantes = cites_attendues then 'complet'
            when 5 * cites_repondantes >= 4 * cites_attendues then 'provisoire'
            else 'partiel'
        end as statut
    from territoires
    where niveau = 'national'

),

final as (

    select {{ typed_columns('indicateurs_nationaux') }}
    from indicateurs_et_statut

)

select * from final
