-- One row per category and quarter with an active partner of that category.
with

partenaires as (

    select * from {{ ref('int_partenaires__actifs') }}

),

codes as (

    select * from {{ ref('stg_reference__codes') }}

),

partenaires_par_categorie as (

    select
        partenaires.categorie,
        partenaires.trimestre,
        max(codes.libelle) as libelle,
        count(*) as partenaires,
        count(distinct partenaires.code_cite) as cites
    from partenaires
    left join codes
        on partenaires.categorie = codes.code
        and codes.liste = 'categorie_partenaire'
    group by partenaires.categorie, partenaires.trimestre

),

final as (

    select {{ typed_columns('partenaires_categories') }}
    from partenaires_par_categorie

)

select * from final
