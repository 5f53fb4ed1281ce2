-- One row per cité and published quarter in which it is expected; without a return in force its measures are null.
with

cites as (

    select * from {{ ref('int_cites__mesurees') }}

),

remontees as (

    select * from {{ ref('int_remontees__suivies') }}

),

cites_avec_statut as (

    select
        cites.*,
        remontees.statut_remontee
    from cites
    inner join remontees
        on cites.code_cite = remontees.code_cite
        and cites.trimestre = remontees.trimestre

),

final as (

    select {{ typed_columns('indicateurs_cites') }}
    from cites_avec_statut

)

select * from final
