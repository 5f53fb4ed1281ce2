"""The template goes through a real LibreOffice: typed in, computed, saved, and accepted without a remark."""

from __future__ import annotations

import datetime
import re
import zipfile

import pytest

from contracts.loading import load_contract
from orchestration.submissions.check import check_files
from orchestration.template import find_cite, write_template
from tests.integration.template.keystrokes import typed
from tests.integration.template.office import SOFFICE, Office
from tests.making.returns import valid_return

pytestmark = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice (soffice) is not installed: the template is tried without an office suite only",
)

TODAY = datetime.date(2026, 1, 5)
# a metropolis with QPV of 2024, an overseas cité still on those of 2015, a quarter of the old generation
TRIED = [("cde-012", "2024-T1"), ("cde-017", "2024-T4"), ("cde-001", "2023-T4")]


@pytest.fixture(scope="module")
def contract():
    return load_contract()


@pytest.fixture(scope="module")
def saved(tmp_path_factory, contract):
    """The folder with `<cité>.xlsx` and `.ods` as filled in, `<cité>-again.xlsx` from the .ods, `empty.ods` untouched."""
    home = tmp_path_factory.mktemp("office")
    jobs = []
    for code, quarter in TRIED:
        empty = home / f"empty-{code}.xlsx"
        empty.write_bytes(write_template(contract, find_cite(contract, code), quarter))
        book = valid_return(code, quarter)
        jobs.append((empty, list(typed(book, contract)), [home / f"{code}.xlsx", home / f"{code}.ods"]))
        jobs.append((home / f"{code}.ods", [], [home / f"{code}-again.xlsx"]))
    jobs.append((home / "empty-cde-012.xlsx", [], [home / "empty.ods", home / "empty.xlsx"]))
    Office(home).fill_in(jobs)
    return home


def judged(contract, *paths):
    return [
        (judgement.code_cite, judgement.trimestre, [one.as_dict() for one in judgement.constats])
        for judgement in check_files(paths, None, contract, TODAY)
    ]


@pytest.mark.parametrize("name", ["{}.xlsx", "{}.ods", "{}-again.xlsx"])
def test_a_template_typed_in_and_saved_is_accepted_without_a_finding(contract, saved, name):
    paths = [saved / name.format(code) for code, _ in TRIED]
    assert judged(contract, *paths) == [(code, quarter, []) for code, quarter in TRIED]


def test_synthese_is_what_the_office_suite_computed(contract, saved):
    judgements = check_files([saved / f"{code}.ods" for code, _ in TRIED], None, contract, TODAY)
    assert [one.synthese for one in judgements] == [valid_return(*tried).totals() for tried in TRIED]


@pytest.mark.parametrize("name", ["empty.ods", "empty.xlsx"])
def test_the_guide_is_saved_with_its_texts_and_is_no_unknown_sheet(contract, saved, name):
    (_, _, findings), *_ = judged(contract, saved / name)
    assert [(one["regle"], one["colonne"]) for one in findings] == [
        ("T01", "date_remontee"),
        ("T01", "validee_etat"),
        ("T01", "validee_collectivite"),
        ("P03", "valeur"),
    ]
    with zipfile.ZipFile(saved / name) as archive:
        drawn = [
            part for part in archive.namelist() if re.fullmatch(r"content.xml|xl/drawings/.*\.xml", part)
        ]
        texts = "".join(archive.read(part).decode() for part in drawn)
    assert "À renvoyer au plus tard le 30 avril 2024" in texts
