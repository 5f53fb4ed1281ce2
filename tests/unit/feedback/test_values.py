"""The value of a cell is shown as a French person reads it, and as it was written where the writing is at fault."""

import datetime

import pytest

from orchestration.feedback.causes import causes
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book

AV, AI, PART, GOUV = "aller_vers", "actions_innovantes", "partenaires", "gouvernance"


def shown(book):
    """The values of a return's findings, by rule."""
    found = causes(judge_book(book).constats, CONTRACT)
    return {
        entry.finding.regle: entry.value.replace("\u202f", " ").replace("\u00a0", " ")
        for cause in found
        for entry in cause.entries
    }


@pytest.mark.parametrize(
    ("book", "values"),
    [
        (valid_return().set(AI, column="part_cite", value=98286.12), {"R09": "98 286,12"}),
        (valid_return().set(AI, column="part_cite", value="98 286,12 €"), {"R09": "98 286,12 €"}),
        (valid_return().set(AV, column="femmes", value=2014), {"R05": "27"}),
        (valid_return().set(AV, column="femmes", value="12.5"), {"T02": "12.5"}),
        (valid_return().set(AV, column="date_debut", value="2023-13-01"), {"T03": "2023-13-01"}),
        (
            valid_return().set(AV, column="date_fin", value=datetime.date(2023, 9, 1)),
            {"R04": "01/09/2023"},
        ),
        (valid_return().set(PART, column="siret", value="12345678901234"), {"R01": "12345678901234"}),
        (valid_return().set(AI, column="intitule", value=None), {"T01": ""}),
    ],
)
def test_a_value_is_shown_as_it_is_read(book, values):
    assert shown(book).items() >= values.items()
