-- One row per published quarter: one return of it at least was accepted, be it withdrawn since.
with

acceptees as (

    select * from {{ ref('int_remontees__acceptees') }}

),

trimestres_des_remontees as (

    select distinct
        trimestre,
        {{ quarter_last_day('trimestre') }} as dernier_jour
    from acceptees

),

final as (

    select
        trimestre,
        dernier_jour,
        {{ days_after('dernier_jour', deadline_days()) }} as echeance
    from trimestres_des_remontees

)

select * from final
