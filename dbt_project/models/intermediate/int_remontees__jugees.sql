-- One row per file judged, accepted or rejected.
with

evenements as (

    select * from {{ ref('stg_registre__evenements') }}

),

final as (

    select
        numero,
        empreinte,
        code_cite,
        trimestre,
        trimestre_lu,
        verdict,
        recue_le,
        bloquants,
        alertes
    from evenements
    where evenement = 'jugee'

)

select * from final
