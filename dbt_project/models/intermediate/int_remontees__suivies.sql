-- One row per expected cité and published quarter: what became of its files.
-- A file that was rejected before its cité or its quarter was known belongs to none of these rows.
with

attendues as (

    select * from {{ ref('int_cites__attendues') }}

),

jugees as (

    select * from {{ ref('int_remontees__jugees') }}

),

en_vigueur as (

    select * from {{ ref('int_remontees__en_vigueur') }}

),

identifications as (

    select * from {{ ref('stg_remontees__identification') }}

),

jugees_de_la_derniere_a_la_premiere as (

    select
        *,
        row_number() over (partition by code_cite, trimestre order by numero desc) as rang
    from jugees

),

fichiers_comptes as (

    select
        code_cite,
        trimestre,
        sum(case when verdict = 'acceptee' then 1 else 0 end) as versions,
        sum(case when verdict = 'rejetee' then 1 else 0 end) as rejets,
        max(case when rang = 1 then verdict end) as dernier_verdict,
        max(case when rang = 1 then bloquants end) as erreurs,
        max(case when rang = 1 then alertes end) as alertes
    from jugees_de_la_derniere_a_la_premiere
    group by code_cite, trimestre

),

retours_dates as (

    select
        en_vigueur.code_cite,
        en_vigueur.trimestre,
        identifications.date_remontee,
        {{ days_between('en_vigueur.echeance', 'identifications.date_remontee') }} as jours_apres_echeance
    from en_vigueur
    inner join identifications on en_vigueur.empreinte = identifications.empreinte

),

final as (

    select
        attendues.code_cite,
        attendues.trimestre,
        retours_dates.date_remontee,
        case
            when retours_dates.code_cite is not null then 'acceptee'
            when fichiers_comptes.dernier_verdict = 'rejetee' then 'rejetee'
            else 'manquante'
        end as statut_remontee,
        case
            when retours_dates.jours_apres_echeance < 0 then 0
            else retours_dates.jours_apres_echeance
        end as retard_jours,
        coalesce(fichiers_comptes.versions, 0) as versions,
        coalesce(fichiers_comptes.rejets, 0) as rejets,
        coalesce(fichiers_comptes.erreurs, 0) as erreurs,
        coalesce(fichiers_comptes.alertes, 0) as alertes
    from attendues
    left join fichiers_comptes
        on attendues.code_cite = fichiers_comptes.code_cite
        and attendues.trimestre = fichiers_comptes.trimestre
    left join retours_dates
        on attendues.code_cite = retours_dates.code_cite
        and attendues.trimestre = retours_dates.trimestre

)

select * from final
