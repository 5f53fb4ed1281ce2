"""However odd a return is, it gets a verdict, and its neighbours get theirs."""

import datetime
import random

import pytest

from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import judge
from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.shape import LABELS, LEDGERS
from tests.rules.cases import CONTRACT, TODAY, submitted
from tests.rules.reading import read

JUNK = [
    *[
        None,
        "",
        " ",
        "n.d.",
        "-",
        "#REF!",
        "x",
        "oui",
        "Total",
        "é" * 400,
        "{valeur}",
        "<b>",
        "=1+1",
        "'",
        "\u202f",
        "٣",
    ],
    *[0, 1, -1, 27, 1.5, 1e15, -0.0, 1e-9, 9e99, True, False, "1e3", "12 34", "9" * 400, "-0", "1 234,5 €"],
    *[
        datetime.date(1900, 3, 1),
        datetime.date(2023, 12, 31),
        datetime.date(9999, 12, 31),
        "31/12/0001",
        "29/02/2023",
    ],
    *[
        "2023-T4",
        "T1 2030",
        "0000-T1",
        "cde-001",
        "CDE 084",
        "cde-999",
        "QN04904M",
        "QP049001",
        "00000000000000",
    ],
]


def odd(seed):
    """A return with a number of random changes, from a few to many."""
    source = random.Random(seed)
    book = valid_return(source.choice(["cde-001", "cde-040"]), source.choice(["2023-T4", "2022-T1"]))
    changes = source.choice([0, 1, 1, 3, 10, 40])
    for _ in range(changes):
        sheet = source.choice(list(LABELS))
        if sheet in LEDGERS:
            column, rows = source.choice(book.headers[sheet]), len(book.rows[sheet])
            if rows:
                book.set(sheet, column=column, value=source.choice(JUNK), row=source.randrange(rows))
        else:
            names = [*book.record(sheet), "inconnu"]
            book.set(sheet, column=source.choice(names), value=source.choice(JUNK))
    return _misshapen(book, source) if changes > 1 else book


def _misshapen(book, source):
    if source.random() < 0.3:
        sheet = source.choice(LEDGERS)
        book.drop_column(sheet, source.choice(book.headers[sheet]))
    if source.random() < 0.3:
        sheet = source.choice(LEDGERS)
        book.add_column(sheet, source.choice([*book.headers[sheet], "Autre"]))
    if source.random() < 0.2:
        book.clear(source.choice(LEDGERS))
    if source.random() < 0.15:
        book.drop_sheet(source.choice(list(LABELS)))
    return book


@pytest.fixture(scope="module")
def files():
    return [submitted(read(make(odd(seed)), CONTRACT), seed) for seed in range(150)]


@pytest.fixture(scope="module")
def judgements(files):
    return judge(files, CONTRACT, History(), TODAY, remember=False).judgements


def test_every_odd_return_gets_a_verdict_and_whole_findings(judgements):
    assert len(judgements) == 150
    assert {judgement.verdict for judgement in judgements} == {"acceptee", "rejetee"}
    for finding in (finding for judgement in judgements for finding in judgement.constats):
        assert finding.regle in CONTRACT.submission.severities
        assert finding.message.endswith((".", "€", "?")) or "{" in (finding.valeur or "")
        assert (finding.cellule is None) == (finding.ligne is None)


def test_no_finding_is_told_twice(judgements):
    for judgement in judgements:
        told = [finding for finding in judgement.constats if finding.ligne is not None]
        assert len(set(map(_identity, told))) == len(told)


def _identity(finding: Finding):
    return finding.regle, finding.feuille, finding.ligne, finding.colonne, finding.cellule


def test_an_odd_return_alone_gets_what_it_gets_among_others(files, judgements):
    for position in range(0, 150, 15):
        [alone] = judge([files[position]], CONTRACT, History(), TODAY, remember=False).judgements
        assert alone == judgements[position]


def test_an_accepted_return_has_all_its_totals(judgements):
    accepted = [judgement for judgement in judgements if judgement.verdict == "acceptee"]
    assert len(accepted) > 10
    assert all(None not in judgement.synthese.values() for judgement in accepted)
    assert all(judgement.code_cite and judgement.trimestre for judgement in accepted)
