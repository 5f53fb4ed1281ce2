{# Every column that the contract gives to a table, in its order, each as its type. #}
{% macro typed_columns(table) -%}
    {%- for name, data_type in columns_of_the_contract()[table] %}
    cast({{ name }} as {{ data_type }}) as {{ name }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
