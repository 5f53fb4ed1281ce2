{# The last day of a quarter written AAAA-Tn. #}
{% macro quarter_last_day(quarter) -%}
    {{ return(adapter.dispatch('quarter_last_day', 'cites_emploi')(quarter)) }}
{%- endmacro %}

{% macro default__quarter_last_day(quarter) -%}
    cast(substr({{ quarter }}, 1, 4) || case substr({{ quarter }}, 7, 1)
        when '1' then '-03-31'
        when '2' then '-06-30'
        when '3' then '-09-30'
        else '-12-31'
    end as date)
{%- endmacro %}
