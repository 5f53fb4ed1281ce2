"""Q rules: the return beside what the cité's accepted returns in force already say."""

from dataclasses import dataclass

import pytest

from orchestration.submissions.judging.history import Accepted, History
from orchestration.submissions.judging.judge import judge
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import (
    CONTRACT,
    TODAY,
    judge_book,
    places,
    submitted,
)
from tests.rules.reading import read

TOTALS = {
    "partenaires": 3,
    "comites_pilotage": 1,
    "actions_aller_vers": 2,
    "nouveaux_beneficiaires": 54,
    "actions_innovantes": 2,
    "beneficiaires_accompagnes": 24,
}
PARTNERS, NEW, ACCOMPANIED = (
    ("Q03", "Synthèse", "valeur", 2, "B2"),
    ("Q02", "Synthèse", "valeur", 5, "B5"),
    ("Q02", "Synthèse", "valeur", 7, "B7"),
)
FIRST_OUTREACH = ("Q01", "Aller-vers", "id_action", 2, "A2")
FIRST_ACTION = ("Q01", "Actions innovantes", "id_action", 2, "A2")


def earlier(quarter="2023-T3", cite="cde-001", aller_vers=(), actions_innovantes=(), **totals):
    """An accepted return in force; its totals are those of the default return, changed."""
    actions = {"aller_vers": list(aller_vers), "actions_innovantes": list(actions_innovantes)}
    return Accepted(cite, quarter, f"{quarter}{cite}", "2023-10-15", 1, {**TOTALS, **totals}, actions)


@dataclass(frozen=True)
class PastCase:
    """A case with the cité's accepted returns: the return itself is always the default one."""

    rule: str
    kind: str
    name: str
    past: tuple[Accepted, ...]
    expected: tuple[tuple, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule} {self.kind}: {self.name}"


CASES = [
    PastCase("Q01", "passes", "no history", ()),
    PastCase("Q01", "passes", "other actions", (earlier(aller_vers=["av-900"]),)),
    PastCase(
        "Q01", "boundary", "the same quarter: a correction", (earlier("2023-T4", aller_vers=["av-001"]),)
    ),
    PastCase(
        "Q01", "boundary", "the other sheet", (earlier(aller_vers=["ai-001"], actions_innovantes=["av-001"]),)
    ),
    PastCase("Q01", "boundary", "another cité", (earlier(cite="cde-002", aller_vers=["av-001"]),)),
    PastCase("Q01", "boundary", "a hyphen less", (earlier(aller_vers=["av001"]),)),
    PastCase("Q01", "fails", "the quarter before", (earlier(aller_vers=["av-001"]),), (FIRST_OUTREACH,)),
    PastCase(
        "Q01", "fails", "long before", (earlier("2022-T1", actions_innovantes=["ai-001"]),), (FIRST_ACTION,)
    ),
    PastCase(
        "Q01", "fails", "a later quarter", (earlier("2024-T1", aller_vers=["av-001"]),), (FIRST_OUTREACH,)
    ),
    PastCase("Q02", "passes", "the same numbers", (earlier(),)),
    PastCase(
        "Q02", "passes", "another quarter does not precede", (earlier("2023-T2", nouveaux_beneficiaires=900),)
    ),
    PastCase("Q02", "boundary", "three times as many", (earlier(nouveaux_beneficiaires=18),)),
    PastCase(
        "Q02", "boundary", "more than three times as many", (earlier(nouveaux_beneficiaires=17),), (NEW,)
    ),
    PastCase("Q02", "boundary", "a third", (earlier(nouveaux_beneficiaires=162),)),
    PastCase("Q02", "boundary", "less than a third", (earlier(nouveaux_beneficiaires=163),), (NEW,)),
    PastCase(
        "Q02", "boundary", "6 times as many, 20 more", (earlier(beneficiaires_accompagnes=4),), (ACCOMPANIED,)
    ),
    PastCase("Q02", "boundary", "almost 5 times as many, 19 more", (earlier(beneficiaires_accompagnes=5),)),
    PastCase("Q02", "fails", "from nothing", (earlier(nouveaux_beneficiaires=0),), (NEW,)),
    PastCase("Q02", "fails", "down to a tenth", (earlier(beneficiaires_accompagnes=240),), (ACCOMPANIED,)),
    PastCase("Q03", "passes", "more than before", (earlier(partenaires=1),)),
    PastCase("Q03", "boundary", "half", (earlier(partenaires=6),)),
    PastCase("Q03", "boundary", "less than half", (earlier(partenaires=7),), (PARTNERS,)),
    PastCase("Q03", "fails", "a tenth", (earlier(partenaires=30),), (PARTNERS,)),
]


@pytest.fixture(scope="module")
def reading():
    return read(make(valid_return()), CONTRACT)


def judged(reading, past):
    return judge([submitted(reading)], CONTRACT, History.of(past), TODAY).judgements[0]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_history_rule_finds_what_it_must_and_nothing_else(case, reading):
    assert places(judged(reading, case.past)) == list(case.expected)


def test_the_quarter_that_has_the_action_is_told(reading):
    judgement = judged(reading, [earlier("2022-T3", aller_vers=["av-001"])])
    assert "2022-T3" in judgement.constats[0].message
    assert judgement.verdict == "rejetee"


def test_warnings_of_history_never_reject(reading):
    judgement = judged(reading, [earlier(partenaires=30, nouveaux_beneficiaires=0)])
    assert places(judgement) == [PARTNERS, NEW]
    assert judgement.verdict == "acceptee"


def test_history_is_not_asked_where_something_blocks_already():
    book = valid_return().set("aller_vers", column="femmes", value=12)
    past = History.of([earlier(partenaires=30, aller_vers=["av-001"])])
    assert places(judge_book(book, history=past)) == [
        ("R05", "Aller-vers", "nouveaux_beneficiaires", 2, "I2")
    ]


def test_history_is_asked_beside_warnings():
    book = valid_return(etp_coordination=4)
    past = History.of([earlier(partenaires=30)])
    assert places(judge_book(book, history=past)) == [
        ("P02", "Identification", "etp_coordination", 7, "B7"),
        PARTNERS,
    ]


def test_case_and_accents_of_an_identifier_do_not_hide_it():
    book = valid_return().set("aller_vers", column="id_action", value="Été-2023")
    past = History.of([earlier(aller_vers=["ete-2023"])])
    assert places(judge_book(book, history=past)) == [FIRST_OUTREACH]
