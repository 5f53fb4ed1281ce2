"""What the template's formulas count is what the reader counts, however people type, paste or arrange it."""

from __future__ import annotations

import datetime

import pytest

from contracts.loading import load_contract
from orchestration.submissions.check import check_files
from orchestration.template import find_cite, write_template
from tests.integration.template.keystrokes import typed
from tests.integration.template.office import SOFFICE, Office
from tests.making.returns import valid_return

pytestmark = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice (soffice) is not installed: nothing computes the formulas of Synthèse",
)

CITE, QUARTER = "cde-001", "2023-T4"
TODAY = datetime.date(2026, 1, 5)
PART, GOUV, AV, AI = "Partenaires", "Gouvernance", "Aller-vers", "Actions innovantes"
RIGHT = valid_return(CITE, QUARTER).totals()

# what is typed over the valid return, and the totals that differ from its own; an apostrophe makes a text of what follows
CASES = {
    "as_typed": ([], {}),
    "a_code_for_its_label": ([(GOUV, "B6", "comite_pilotage")], {}),
    "a_label_without_accents": ([(GOUV, "B6", "Comite de pilotage")], {}),
    "a_label_in_capitals": ([(GOUV, "B6", "COMITÉ DE PILOTAGE")], {}),
    "a_label_with_hyphens": ([(GOUV, "B6", "Comité-de-pilotage")], {}),
    "a_label_with_other_spaces": ([(GOUV, "B6", "Comité\u00a0de  pilotage\u202f")], {}),
    "a_label_of_a_mac": ([(GOUV, "B6", "Comite\u0301 de pilotage")], {}),
    "another_instance": ([(GOUV, "B6", "Comité technique")], {"comites_pilotage": RIGHT["comites_pilotage"] - 1}),
    "a_number_as_a_text": ([(AV, "I6", "'27"), (AI, "K6", "' 12 ")], {}),
    "a_number_with_decimals": ([(AV, "I6", "'27,0"), (AI, "K6", "12.0")], {}),
    "a_day_as_a_text": ([(PART, "D6", "'23/09/2023"), (PART, "D7", "'3.9.2023"), (PART, "D8", "'03-09-2023")], {}),
    "a_day_of_an_export": ([(PART, "D6", "'2023-09-23"), (PART, "D7", "'2023-09-23 00:00:00")], {}),
    "a_day_with_a_short_year": ([(PART, "D6", "'23/09/23"), (PART, "D7", "'\u00a01/1/23 ")], {}),
    "the_last_day": ([(PART, "D6", "'31/12/2023"), (PART, "D7", "31/12/2023")], {}),
    "gone_on_the_last_day": ([(PART, "E6", "'31/12/2023"), (PART, "E7", "31/12/2023")], {"partenaires": 1}),
    "gone_on_the_next_day": ([(PART, "E6", "'01/01/2024"), (PART, "E7", "01/01/2024")], {}),
    "not_gone_in_words": ([(PART, "E6", "néant"), (PART, "E7", "-"), (PART, "E8", "N.D.")], {}),
    "an_error_for_a_departure": ([(PART, "E6", "=1/0")], {}),
    "a_row_of_totals": ([(AV, "A9", "Total"), (AV, "I9", "54"), (AI, "A8", "TOTAUX :"), (AI, "K8", "25")], {}),
    "totals_further_right": ([(AV, "B8", "Total 2023"), (AV, "I8", "54"), (AI, "E9", "total:"), (AI, "K9", "1")], {}),
    "a_note_below": ([(AV, "A9", "Actions reportées au printemps"), (AI, "F12", "à suivre")], {}),
    "a_row_of_missing_words": ([(AV, "A9", "néant"), (AV, "B9", "-"), (AV, "E9", "n.d."), (AV, "I9", "NC")], {}),
    "an_action_called_total": ([(AV, "A6", "Total Jeunes"), (AI, "B6", "Total emploi")], {}),
    "blank_rows_between": ([(AV, "7:7", ""), (AI, "7:7", ""), (PART, "8:8", ""), (GOUV, "7:7", "")], {}),
    "rows_put_in_on_top": ([(AV, "6:6", ""), (AI, "6:6", ""), (PART, "6:6", ""), (GOUV, "6:6", "")], {}),
    "a_row_filled_in_on_top": (
        [
            (GOUV, "6:6", ""),
            (GOUV, "A6", "11/12/2023"),
            (GOUV, "B6", "Comité de pilotage"),
            (GOUV, "C6", "oui"),
            (GOUV, "D6", "5"),
        ],
        {"comites_pilotage": RIGHT["comites_pilotage"] + 1},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The folder with `<case>.xlsx`, or `.ods` for every third case."""
    contract, home = load_contract(), tmp_path_factory.mktemp("agreeing")
    empty = home / "empty.xlsx"
    empty.write_bytes(write_template(contract, find_cite(contract, CITE), QUARTER))
    base = list(typed(valid_return(CITE, QUARTER), contract))
    Office(home).fill_in(
        (empty, [*base, *strokes], [home / _file(case)]) for case, (strokes, _) in CASES.items()
    )
    files = [home / _file(case) for case in CASES]
    return dict(zip(CASES, check_files(files, None, contract, TODAY), strict=True))


def _file(case: str) -> str:
    return f"{case}.ods" if list(CASES).index(case) % 3 == 2 else f"{case}.xlsx"


@pytest.mark.parametrize("case", CASES)
def test_the_totals_are_those_of_the_reader(saved, case):
    judgement, (_, different) = saved[case], CASES[case]
    assert [(one.regle, one.cellule, one.message) for one in judgement.constats] == []
    assert judgement.synthese == RIGHT | different
