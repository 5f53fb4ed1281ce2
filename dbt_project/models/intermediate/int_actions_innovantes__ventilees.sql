-- One row per axis (frein or public), code and quarter with an innovative action.
with

actions as (

    select * from {{ ref('int_actions_innovantes__retenues') }}

),

codes as (

    select * from {{ ref('stg_reference__codes') }}

),

actions_par_axe as (
{% for axe in ['frein', 'public'] %}
    select
        '{{ axe }}' as axe,
        {{ axe }} as code,
        trimestre,
        beneficiaires,
        sorties_emploi,
        sorties_formation,
        cout_total,
        part_cite
    from actions
    {{ "union all" if not loop.last }}
{% endfor %}
),

final as (

    select
        actions_par_axe.axe,
        actions_par_axe.code,
        actions_par_axe.trimestre,
        max(codes.libelle) as libelle,
        count(*) as actions,
        sum(actions_par_axe.beneficiaires) as beneficiaires,
        sum(actions_par_axe.sorties_emploi) as sorties_emploi,
        sum(actions_par_axe.sorties_formation) as sorties_formation,
        {{ rounded_decimal('sum(actions_par_axe.cout_total)', 2) }} as cout_total,
        {{ rounded_decimal('sum(actions_par_axe.part_cite)', 2) }} as part_cite
    from actions_par_axe
    left join codes
        on actions_par_axe.axe = codes.liste
        and actions_par_axe.code = codes.code
    group by actions_par_axe.axe, actions_par_axe.code, actions_par_axe.trimestre

)

select * from final
