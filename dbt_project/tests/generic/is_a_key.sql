-- One row per value of the key that is incomplete or occurs more than once.
{% test is_a_key(model, columns) %}
{{ config(meta={'description': columns | join(' and ') ~ ': always there, and no two rows have the same.'}) }}
select {{ columns | join(', ') }}
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}
{% endtest %}
