"""P rules: what is possible, but seldom seen, is asked about and never refused."""

import pytest

from tests.rules.cases import as_is, both, boundary, fails, judge_all, passes, places, put

NOTHING = ("P03", "Synthèse", "valeur", 4, "B4")


def cost(total, **more):
    return put("actions_innovantes", cout_total=total, **more)


NOBODY = dict.fromkeys(
    [
        *["beneficiaires", "femmes", "hommes", "moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus"],
        *["sorties_emploi", "sorties_formation"],
    ],
    0,
)

CASES = [
    passes("P01", "a thousand euros a person", as_is),
    boundary("P01", "10 000 € a person", cost(120_000)),
    boundary("P01", "a cent more", cost(120_000.01), ("P01", "Actions innovantes", "cout_total", 2, "I2")),
    boundary(
        "P01",
        "without anybody the cost is not shared",
        cost(500_000, **NOBODY),
        ("R15", "Actions innovantes", "beneficiaires", 2, "K2"),
    ),
    fails("P01", "a million", cost("1 000 000 €"), ("P01", "Actions innovantes", "cout_total", 2, "I2")),
    passes("P02", "one and a half", as_is),
    passes("P02", "not told", put("identification", etp_coordination=None)),
    boundary("P02", "three", put("identification", etp_coordination=3)),
    boundary(
        "P02",
        "a little more",
        put("identification", etp_coordination="3,01"),
        ("P02", "Identification", "etp_coordination", 7, "B7"),
    ),
    fails(
        "P02",
        "ten",
        put("identification", etp_coordination=10),
        ("P02", "Identification", "etp_coordination", 7, "B7"),
    ),
    passes("P03", "four actions", as_is),
    boundary("P03", "one action", lambda book: book.clear("aller_vers").drop_row("actions_innovantes")),
    boundary("P03", "an outreach only", lambda book: book.clear("actions_innovantes").drop_row("aller_vers")),
    fails("P03", "no action at all", lambda book: book.clear("aller_vers", "actions_innovantes"), NOTHING),
    fails(
        "P03",
        "it looks at the detail, not at the totals",
        both(
            lambda book: book.clear("aller_vers", "actions_innovantes"), put("synthese", actions_aller_vers=2)
        ),
        ("C03", "Synthèse", "valeur", 4, "B4"),
        NOTHING,
    ),
]


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_plausibility_rule_asks_what_it_must_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.kind == "fails" and len(case.expected) == 1], ids=str
)
def test_what_is_implausible_is_accepted(case, judgements):
    assert judgements[str(case)].verdict == "acceptee"
