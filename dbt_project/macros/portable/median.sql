{# The median of integers: the middle one, or the mean of the two in the middle, which one decimal holds exactly. #}
{% macro median_of_integers(expression) -%}
    {{ return(adapter.dispatch('median_of_integers', 'cites_emploi')(expression)) }}
{%- endmacro %}

{% macro default__median_of_integers(expression) -%}
    cast(percentile_cont(0.5) within group (order by {{ expression }}) as decimal(18, 1))
{%- endmacro %}

{% macro duckdb__median_of_integers(expression) -%}
    cast(median({{ expression }}) as decimal(18, 1))
{%- endmacro %}
