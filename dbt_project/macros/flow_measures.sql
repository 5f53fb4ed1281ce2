{# The measures that add up over time; the number of partners is a stock and does not. #}
{% macro flow_measures() %}
    {{ return([
        'comites_pilotage',
        'actions_aller_vers',
        'nouveaux_beneficiaires',
        'actions_innovantes',
        'beneficiaires_accompagnes',
    ]) }}
{% endmacro %}
