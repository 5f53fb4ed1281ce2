-- One row per finding of a judged file, as it was judged last; identical findings of one file are as many rows.
-- A rejected file that was dropped and judged again has findings of two batches: those of its last judgement count.
with

constats as (

    select * from {{ ref('stg_remontees__constats') }}

),

jugees as (

    select * from {{ ref('int_remontees__jugees') }}

),

final as (

    select
        constats.empreinte,
        constats.code_cite,
        constats.trimestre,
        constats.regle,
        constats.gravite,
        constats.feuille,
        constats.ligne,
        constats.colonne,
        constats.cellule
    from constats
    inner join jugees
        on constats.empreinte = jugees.empreinte
        and (jugees.lot is null or constats.fichier like '%/' || jugees.lot || '.parquet')

)

select * from final
