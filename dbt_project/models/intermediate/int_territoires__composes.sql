-- One row per territory and cité that counts in it; the whole country is the territory of level `national`.
with

cites as (

    select * from {{ ref('stg_reference__cites') }}

),

cites_par_niveau as (

    select
        code_cite,
        'national' as niveau,
        'FR' as code,
        'France entière' as libelle
    from cites
    union all
    select
        code_cite,
        'region' as niveau,
        region_code as code,
        region as libelle
    from cites
    union all
    select
        code_cite,
        'departement' as niveau,
        departement_code as code,
        departement as libelle
    from cites
    union all
    select
        code_cite,
        'vague' as niveau,
        vague as code,
        'Vague ' || vague as libelle
    from cites

),

-- A territory has one label, however its cités spell it.
final as (

    select
        code_cite,
        niveau,
        code,
        min(libelle) over (partition by niveau, code) as libelle
    from cites_par_niveau

)

select * from final
