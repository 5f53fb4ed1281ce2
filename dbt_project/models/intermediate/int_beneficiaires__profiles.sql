-- One row per scheme, criterion, modality and quarter in which the scheme has an action.
-- A modality that nobody belongs to is a 0.
{% set modalites = [
    ('sexe', 'femmes'),
    ('sexe', 'hommes'),
    ('age', 'moins_26_ans'),
    ('age', 'de_26_a_49_ans'),
    ('age', 'de_50_ans_et_plus'),
] %}
with

aller_vers as (

    select * from {{ ref('int_aller_vers__retenues') }}

),

actions_innovantes as (

    select * from {{ ref('int_actions_innovantes__retenues') }}

),

final as (
{% for dispositif in ['aller_vers', 'actions_innovantes'] %}
    {%- set dernier_dispositif = loop.last %}
    {%- for critere, modalite in modalites %}
    select
        trimestre,
        '{{ dispositif }}' as dispositif,
        '{{ critere }}' as critere,
        '{{ modalite }}' as modalite,
        sum({{ modalite }}) as beneficiaires
    from {{ dispositif }}
    group by trimestre
    {{ "union all" if not (dernier_dispositif and loop.last) }}
    {%- endfor %}
{%- endfor %}
)

select * from final
