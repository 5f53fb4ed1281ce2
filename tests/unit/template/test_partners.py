"""A new template lists the partners that the quarter's return must list, and no other."""

from datetime import date

import pytest

from orchestration.template.partners import active_count, carried_over


@pytest.mark.parametrize(
    ("entered", "left", "listed", "active"),
    [
        (date(2021, 1, 1), None, True, 1),
        (date(2024, 3, 31), None, True, 1),
        (date(2024, 4, 1), None, False, 0),  # R14 would refuse it
        (date(2021, 1, 1), date(2023, 12, 31), False, 0),  # and R13 this one
        (date(2021, 1, 1), date(2024, 1, 1), True, 0),
        (date(2021, 1, 1), date(2024, 3, 31), True, 0),
        (date(2021, 1, 1), date(2024, 4, 1), True, 1),
    ],
)
def test_a_partner_is_carried_over_while_it_may_be_listed(partner, entered, left, listed, active):
    one = partner(date_entree=entered, date_sortie=left)
    assert carried_over([one], "2024-T1") == ([one] if listed else [])
    assert active_count([one], "2024-T1") == active
