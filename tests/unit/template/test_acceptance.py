"""A template filled in with valid values has no finding; an empty one lacks what the cité must say."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest

from contracts.quarters import last_day
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import Submitted, judge
from orchestration.submissions.reading.reader import ReturnReader
from orchestration.template import find_cite, write_template
from tests.making.identifiers import siret
from tests.making.returns import valid_return
from tests.making.shape import LABELS, LEDGERS
from tests.unit.template.filling import fill_in

_EXAMPLE = re.compile(r", par exemple (.+?)(?:, pas |\.?$)")


@pytest.fixture(scope="module")
def findings(contract):
    """The findings of each file, as (rule, column)."""
    reader = ReturnReader(contract.submission, contract.reference)

    def judged(*files: bytes):
        submitted = [
            Submitted("f.xlsx", str(i), f"{i:03d}", f"{i:03d}", reader.read(d)) for i, d in enumerate(files)
        ]
        judgements = judge(submitted, contract, History(), date(2026, 1, 5), remember=False).judgements
        return [[(finding.regle, finding.colonne) for finding in one.constats] for one in judgements]

    return judged


@pytest.fixture(scope="module")
def template(contract):
    return lambda cite, quarter, partners=(): write_template(
        contract, find_cite(contract, cite), quarter, partners
    )


@pytest.mark.parametrize("first", range(0, 84, 12))
def test_a_template_filled_in_is_accepted_in_every_cite(contract, template, findings, first):
    cites = sorted(contract.reference.cites)[first : first + 12]
    filled = [fill_in(template(code, "2025-T1"), valid_return(code, "2025-T1")) for code in cites]
    assert findings(*filled) == [[]] * 12


@pytest.mark.parametrize("code", ["cde-001", "cde-018", "cde-017"])  # overseas QPV change a year later
@pytest.mark.parametrize("quarter", ["2022-T1", "2023-T4", "2024-T4", "2025-T1"])
def test_it_is_accepted_on_either_side_of_the_change_of_qpv(template, findings, code, quarter):
    assert findings(fill_in(template(code, quarter), valid_return(code, quarter))) == [[]]


@pytest.mark.parametrize("code", ["cde-001", "cde-018", "cde-017"])
@pytest.mark.parametrize("quarter", ["2023-T4", "2024-T1", "2025-T1"])
def test_its_own_examples_raise_no_finding(template, findings, code, quarter):
    data, filled = template(code, quarter), valid_return(code, quarter)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book["Identification"].iter_rows(min_row=6, max_row=14, values_only=True):
        if given := _EXAMPLE.search(str(row[2])):
            filled.set("identification", column=row[0], value=given[1])
    for sheet in LEDGERS:
        page = book[LABELS[sheet]]
        for check in page.data_validations.dataValidation:
            column = page.cell(5, next(iter(check.sqref.ranges)).min_col).value
            given = _EXAMPLE.search(check.prompt)
            if given and not given[1].isdecimal():  # the same number everywhere does not add up
                filled.set(sheet, column=column, value=given[1])
    assert [filled.get("identification", column=name) for name in ("etp_coordination", "date_remontee")] == [
        "0,5",
        f"{last_day(quarter) + timedelta(days=10):%d/%m/%Y}",
    ]
    assert findings(fill_in(data, filled)) == [[]]


def test_an_empty_template_lacks_what_the_cite_must_say_and_nothing_else(template, findings):
    assert findings(template("cde-012", "2024-T1")) == [
        [
            ("T01", "date_remontee"),
            ("T01", "validee_etat"),
            ("T01", "validee_collectivite"),
            ("P03", "valeur"),
        ]
    ]


def test_partners_carried_over_need_no_typing_in_synthese(template, findings, partner):
    partners = [partner(siret=siret(0)), partner(siret=siret(1), date_sortie=date(2024, 2, 1))]
    # values as stored, so that nothing is computed anew
    book = openpyxl.load_workbook(io.BytesIO(template("cde-012", "2024-T1", partners)), data_only=True)
    answers = {"date_remontee": date(2024, 4, 9), "validee_etat": "oui", "validee_collectivite": "oui"}
    for name, value in book["Identification"].iter_rows(min_row=6, max_row=14, max_col=2):
        value.value = answers.get(name.value, value.value)
    buffer = io.BytesIO()
    book.save(buffer)
    assert findings(buffer.getvalue()) == [[("P03", "valeur")]]
