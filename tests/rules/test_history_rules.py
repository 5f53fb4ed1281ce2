"""Q rules: the return beside what the cité's accepted returns in force already say."""

from dataclasses import dataclass, replace

import pytest

from orchestration.submissions.judging.action_marks import MARK, add_marks
from orchestration.submissions.judging.frames import tables_of
from orchestration.submissions.judging.history import Accepted, History
from orchestration.submissions.judging.judge import judge
from tests.making.files import make
from tests.making.identifiers import siret
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
SAME_NAME = ("Q04", "Aller-vers", "id_action", 2, "A2")


def mark(sheet="aller_vers", **values):
    """The mark of the first action of the default return, changed by `values`."""
    book = valid_return()
    for column, value in values.items():
        book.set(sheet, column=column, value=value)
    table = tables_of([read(make(book), CONTRACT)], CONTRACT)[sheet]
    add_marks(table)
    return table.frame[MARK].tolist()[0]


AV, AI = mark(), mark("actions_innovantes")


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
    PastCase("Q01", "passes", "other actions", (earlier(aller_vers=[mark(id_action="av-900")]),)),
    PastCase(
        "Q01", "passes", "the same number for another action", (earlier(aller_vers=[mark(intitule="Autre")]),)
    ),
    PastCase("Q01", "boundary", "the same quarter: a correction", (earlier("2023-T4", aller_vers=[AV]),)),
    PastCase("Q01", "boundary", "the other sheet", (earlier(aller_vers=[AI], actions_innovantes=[AV]),)),
    PastCase("Q01", "boundary", "another cité", (earlier(cite="cde-002", aller_vers=[AV]),)),
    PastCase(
        "Q01",
        "boundary",
        "spelt otherwise",
        (
            earlier(
                aller_vers=[
                    mark(
                        id_action="av 001",
                        intitule=valid_return().get("aller_vers", column="intitule").upper(),
                    )
                ]
            ),
        ),
        (FIRST_OUTREACH,),
    ),
    PastCase("Q01", "fails", "the quarter before", (earlier(aller_vers=[AV]),), (FIRST_OUTREACH,)),
    PastCase("Q01", "fails", "long before", (earlier("2022-T1", actions_innovantes=[AI]),), (FIRST_ACTION,)),
    PastCase("Q01", "fails", "a later quarter", (earlier("2024-T1", aller_vers=[AV]),), (FIRST_OUTREACH,)),
    PastCase("Q04", "passes", "another title", (earlier(aller_vers=[mark(intitule="Autre")]),)),
    PastCase("Q04", "passes", "another identifier", (earlier(aller_vers=[mark(id_action="2")]),)),
    PastCase("Q04", "boundary", "the very action: Q01", (earlier(aller_vers=[AV]),), (FIRST_OUTREACH,)),
    PastCase(
        "Q04",
        "boundary",
        "the very action in one quarter, its name in another",
        (earlier(aller_vers=[AV]), earlier("2023-T2", aller_vers=[mark(hommes=99)])),
        (FIRST_OUTREACH,),
    ),
    PastCase(
        "Q04",
        "boundary",
        "other ages and dates",
        (earlier(aller_vers=[mark(moins_26_ans=1, code_qpv="x")]),),
        (FIRST_OUTREACH,),
    ),
    PastCase("Q04", "fails", "a woman more", (earlier(aller_vers=[mark(femmes=99)]),), (SAME_NAME,)),
    PastCase("Q04", "fails", "a man more", (earlier(aller_vers=[mark(hommes=99)]),), (SAME_NAME,)),
    PastCase(
        "Q04",
        "fails",
        "other people in all",
        (earlier(aller_vers=[mark(nouveaux_beneficiaires=99)]),),
        (SAME_NAME,),
    ),
    PastCase(
        "Q04", "fails", "another lead", (earlier(aller_vers=[mark(siret_porteur=siret(9))]),), (SAME_NAME,)
    ),
    PastCase(
        "Q04",
        "fails",
        "an innovative action",
        (earlier(actions_innovantes=[mark("actions_innovantes", beneficiaires=99)]),),
        (("Q04", "Actions innovantes", "id_action", 2, "A2"),),
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
    judgement = judged(reading, [earlier("2022-T3", aller_vers=[AV])])
    assert "2022-T3" in judgement.constats[0].message
    assert judgement.verdict == "rejetee"


def test_nothing_is_told_of_a_preceding_return_that_may_be_another_cite_s(reading):
    past = replace(
        earlier(partenaires=37, nouveaux_beneficiaires=471, beneficiaires_accompagnes=283), en_doute=True
    )
    judgement = judged(reading, [past])
    assert places(judgement) == [PARTNERS, NEW, ACCOMPANIED]
    said = " ".join(finding.message for finding in judgement.constats)
    assert [number for number in ("37", "471", "283") if number in said] == []


def test_a_return_whose_name_is_nobody_s_is_compared_with_and_not_told():
    odd = valid_return("cde-001", "2023-T3", nom_cite="La cité du bout du monde")
    for row in (*odd.rows["aller_vers"], *odd.rows["actions_innovantes"]):
        row["intitule"] += " d'été"
    for _ in range(8):
        odd.add_row("aller_vers", intitule="Une autre")
    files = [
        submitted(read(make(book), CONTRACT), number) for number, book in enumerate((odd, valid_return()))
    ]
    found = judge(files, CONTRACT, History(), TODAY).judgements[1].constats
    assert [finding.regle for finding in found] == ["Q02"]
    assert str(odd.totals()["nouveaux_beneficiaires"]) not in found[0].message


def test_warnings_of_history_never_reject(reading):
    judgement = judged(reading, [earlier(partenaires=30, nouveaux_beneficiaires=0)])
    assert places(judgement) == [PARTNERS, NEW]
    assert judgement.verdict == "acceptee"


def test_history_is_not_asked_where_something_blocks_already():
    book = valid_return().set("aller_vers", column="femmes", value=12)
    past = History.of([earlier(partenaires=30, aller_vers=[AV])])
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


def test_who_numbers_actions_anew_each_quarter_is_not_rejected():
    past = History.of([earlier(aller_vers=[mark(id_action="1", intitule="Porte-à-porte", femmes=9)])])
    book = valid_return().set("aller_vers", column="id_action", value=1)
    assert places(judge_book(book, history=past)) == []


def test_actions_of_an_old_register_are_not_compared():
    past = History.of([earlier(aller_vers=["av-001"], actions_innovantes=["ai-001"])])
    assert places(judge_book(valid_return(), history=past)) == []


def test_an_accepted_action_is_known_again_by_what_its_return_tells():
    accepted = judge_book(valid_return().set("aller_vers", column="intitule", value="Café emploi"))
    past = History.of([earlier(**accepted.actions)])
    assert places(judge_book(valid_return(), history=past)) == [
        ("Q01", "Aller-vers", "id_action", 3, "A3"),
        ("Q01", "Actions innovantes", "id_action", 2, "A2"),
        ("Q01", "Actions innovantes", "id_action", 3, "A3"),
    ]
