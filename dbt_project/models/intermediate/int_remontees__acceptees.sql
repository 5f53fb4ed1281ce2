-- One row per accepted return; those withdrawn since are still there, and say so.
with

jugees as (

    select * from {{ ref('int_remontees__jugees') }}

),

evenements as (

    select * from {{ ref('stg_registre__evenements') }}

),

retraits as (

    select distinct empreinte
    from evenements
    where evenement = 'retiree'

),

final as (

    select
        jugees.numero,
        jugees.empreinte,
        jugees.code_cite,
        jugees.trimestre,
        jugees.recue_le,
        retraits.empreinte is not null as est_retiree
    from jugees
    left join retraits on jugees.empreinte = retraits.empreinte
    where jugees.verdict = 'acceptee'

)

select * from final
