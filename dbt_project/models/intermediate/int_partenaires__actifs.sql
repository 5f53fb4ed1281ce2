-- One row per partner active at the quarter's end in a return in force.
-- Who leaves on the last day is no longer there at its end; who enters that day is.
-- The way back: fingerprint of the file and row in its sheet.
with

partenaires as (

    select * from {{ ref('stg_remontees__partenaires') }}

),

en_vigueur as (

    select * from {{ ref('int_remontees__en_vigueur') }}

),

final as (

    select
        en_vigueur.code_cite,
        en_vigueur.trimestre,
        en_vigueur.empreinte,
        partenaires.ligne,
        partenaires.siret,
        partenaires.categorie
    from partenaires
    inner join en_vigueur on partenaires.empreinte = en_vigueur.empreinte
    where
        partenaires.date_entree <= en_vigueur.dernier_jour
        and (partenaires.date_sortie is null or partenaires.date_sortie > en_vigueur.dernier_jour)

)

select * from final
