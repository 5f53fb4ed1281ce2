-- One row per rule and published quarter in which a judged file met it.
-- Every judged file counts whose quarter could be read, rejected ones included; only known cités are counted as cités.
with

constats as (

    select * from {{ ref('int_constats__retenus') }}

),

jugees as (

    select * from {{ ref('int_remontees__jugees') }}

),

trimestres as (

    select * from {{ ref('int_trimestres__publies') }}

),

regles as (

    select * from {{ ref('stg_reference__regles') }}

),

constats_par_regle as (

    select
        constats.regle,
        jugees.trimestre_lu as trimestre,
        coalesce(max(regles.gravite), max(constats.gravite)) as gravite,
        count(*) as constats,
        count(distinct constats.empreinte) as fichiers,
        count(distinct jugees.code_cite) as cites
    from constats
    inner join jugees on constats.empreinte = jugees.empreinte
    inner join trimestres on jugees.trimestre_lu = trimestres.trimestre
    left join regles on constats.regle = regles.regle
    group by constats.regle, jugees.trimestre_lu

),

final as (

    select {{ typed_columns('qualite_regles') }}
    from constats_par_regle

)

select * from final
