{# Rounding half up of what is never negative, on exact decimals: no float on the way. #}

{# A quotient of two non-negative integers; null where the divisor is 0. floor((2·n·10^d + m) / 2m) is n/m rounded half up. #}
{% macro rounded_ratio(dividend, divisor, decimals) -%}
    {%- set shift = 10 ** decimals -%}
    {%- set scaled = integer_division('2 * ' ~ shift ~ ' * ' ~ dividend ~ ' + ' ~ divisor, '2 * ' ~ divisor) -%}
    (cast({{ scaled }} as decimal(18, 0)) * {{ '0.' ~ '0' * (decimals - 1) ~ '1' }})
{%- endmacro %}

{# An exact decimal: SQL's own rounding of decimals goes half away from zero. #}
{% macro rounded_decimal(expression, decimals) -%}
    round({{ expression }}, {{ decimals }})
{%- endmacro %}
