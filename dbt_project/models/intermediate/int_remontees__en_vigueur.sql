-- One row per cité and quarter with a return in force: of the accepted ones not withdrawn, the last received.
with

acceptees as (

    select * from {{ ref('int_remontees__acceptees') }}

),

attendues as (

    select * from {{ ref('int_cites__attendues') }}

),

rang_des_acceptees as (

    select
        empreinte,
        code_cite,
        trimestre,
        row_number() over (
            partition by code_cite, trimestre
            order by recue_le desc, numero desc
        ) as rang
    from acceptees
    where not est_retiree

),

final as (

    select
        rang_des_acceptees.empreinte,
        rang_des_acceptees.code_cite,
        rang_des_acceptees.trimestre,
        attendues.dernier_jour,
        attendues.echeance
    from rang_des_acceptees
    inner join attendues
        on rang_des_acceptees.code_cite = attendues.code_cite
        and rang_des_acceptees.trimestre = attendues.trimestre
    where rang_des_acceptees.rang = 1

)

select * from final
