"""I03: a cité sends nothing for the quarters before its own first one (needs another reference folder)."""

import shutil

import pytest

from contracts.loading import ROOT, load_contract
from tests.making.returns import valid_return
from tests.rules.cases import Case, as_is, boundary, fails, judge_book, passes, places

AT = ("I03", "Identification", "trimestre", 5, "B5")


def quarter(trimestre):
    return lambda book: valid_return(quarter=trimestre)


CASES: list[Case] = [
    passes("I03", "a quarter after its first", as_is),
    boundary("I03", "its first quarter", quarter("2023-T2")),
    boundary("I03", "the quarter before its first", quarter("2023-T1"), AT),
    fails("I03", "a year before", quarter("2022-T2"), AT),
]


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    """The contract with a reference folder where cde-001 begins in 2023-T2."""
    folder = tmp_path_factory.mktemp("reference")
    for name in ("cites.csv", "qpv.csv"):
        shutil.copyfile(ROOT / "reference" / name, folder / name)
    lines = (folder / "cites.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [line.replace("2022-T1", "2023-T2") if line.startswith("cde-001;") else line for line in lines]
    (folder / "cites.csv").write_text("".join(changed), encoding="utf-8")
    return load_contract(folder)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_quarter_before_the_citys_first_is_refused(case, contract):
    assert places(judge_book(case.content(), contract=contract)) == list(case.expected)


def test_the_quarter_is_then_not_known(contract):
    judgement = judge_book(valid_return(quarter="2022-T2"), contract=contract)
    assert (judgement.code_cite, judgement.trimestre, judgement.trimestre_lu) == ("cde-001", None, "2022-T2")


def test_nothing_that_needs_the_quarter_is_said_then(contract):
    book = valid_return(quarter="2022-T2")
    book.set("gouvernance", column="date", value=book.get("identification", column="date_remontee"))
    book.set("synthese", column="partenaires", value=99)
    assert places(judge_book(book, contract=contract)) == [AT]
