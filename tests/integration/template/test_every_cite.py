"""The template of every cité goes through a real LibreOffice: typed in, computed, saved, accepted without a remark.

About a minute on two calm cores: `make test-office` runs it. What a formula counts is tried in `test_totals_agree`.
"""

from __future__ import annotations

import datetime

import pytest

from contracts.loading import load_contract
from orchestration.submissions.check import check_files
from orchestration.template import find_cite, write_template
from tests.integration.template.keystrokes import typed
from tests.integration.template.office import SOFFICE, Office
from tests.making.returns import Book, valid_return
from tests.making.shape import LEDGERS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice (soffice) is not installed: nothing computes the formulas of Synthèse"
    ),
]  # fmt: skip

CONTRACT = load_contract()
CITES = sorted(CONTRACT.reference.cites)
QUARTERS = ("2025-T1", "2024-T1", "2023-T4")
TODAY = datetime.date(2026, 1, 5)


def quarter_of(number: int) -> str:
    """Quarters before, at and after the change of QPV, no earlier than the cité's first one."""
    wanted = QUARTERS[number % len(QUARTERS)]
    return max(wanted, CONTRACT.reference.cites[CITES[number]].first_quarter)


def a_day_s_work(number: int) -> Book:
    """A return of two to nine rows a table."""
    book = valid_return(CITES[number], quarter_of(number))
    for position, sheet in enumerate(LEDGERS):
        for _ in range((number + position) % 8):
            book.add_row(sheet)
    return book


@pytest.fixture(scope="module")
def judgements(tmp_path_factory):
    """By cité, in one start of the program; saved as .xlsx and as .ods in turn."""
    home = tmp_path_factory.mktemp("every-cite")
    jobs = []
    for number, code in enumerate(CITES):
        empty = home / f"empty-{code}.xlsx"
        empty.write_bytes(write_template(CONTRACT, find_cite(CONTRACT, code), quarter_of(number)))
        target = home / f"{code}.{('xlsx', 'ods')[number % 2]}"
        jobs.append((empty, list(typed(a_day_s_work(number), CONTRACT)), [target]))
    Office(home).fill_in(jobs)
    files = [targets[0] for _, _, targets in jobs]
    return list(check_files(files, None, CONTRACT, TODAY))


@pytest.mark.parametrize("number", range(len(CITES)), ids=CITES)
def test_a_template_typed_in_and_saved_is_accepted_with_the_totals_of_its_rows(judgements, number):
    judgement = judgements[number]
    assert [(one.regle, one.cellule) for one in judgement.constats] == []
    assert (judgement.code_cite, judgement.trimestre) == (CITES[number], quarter_of(number))
    assert judgement.synthese == a_day_s_work(number).totals()
