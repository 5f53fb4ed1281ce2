-- One row per file judged, accepted or rejected: its last judgement.
with

evenements as (

    select * from {{ ref('stg_registre__evenements') }}

),

jugements_du_dernier_au_premier as (

    select
        *,
        row_number() over (partition by empreinte order by numero desc) as rang
    from evenements
    where evenement = 'jugee'

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
        alertes,
        lot
    from jugements_du_dernier_au_premier
    where rang = 1

)

select * from final
