"""The causes of a revised value: cités by name, the weightiest first, nothing lost of what is left out."""

from decimal import Decimal

import pytest

from orchestration.page.causes import SHOWN, told
from tests.unit.audit.small_world import small_contract
from tests.unit.page.editions import plain

ANGERS = "CU Angers Loire Métropole (cde-001)"
BELFORT = "Belfort (cde-003)"


def part(**different):
    """One part of a value of the second quarter; what a test names is different."""
    return {
        "rang": 1,
        "trimestre": "2022-T2",
        "cause": "correction",
        "part": Decimal("12.0000"),
        "cites": 1,
        "fichiers": 1,
        "remontees": "cde-001 2022-T2",
        **different,
    }


def lines(*parts):
    return [plain(cause.text) for cause in told(parts, small_contract())]


def test_a_cause_tells_what_it_adds_and_whose_return_it_was():
    assert lines(part()) == [f"+12 : correction, {ANGERS}"]


def test_a_text_has_a_cause_and_no_amount():
    assert lines(part(part=None)) == [f"correction, {ANGERS}"]


@pytest.mark.parametrize(("cites", "told"), [(1, "(1 cité)"), (12, "(12 cités)")])
def test_a_measure_that_is_told_of_no_cite_says_how_many_there_are(cites, told):
    assert lines(part(remontees=None, cites=cites)) == [f"+12 : correction {told}"]


def test_a_cause_without_a_return_is_told_alone():
    assert lines(part(cause="regles_ou_code", remontees=None, cites=0)) == [
        "+12 : changement de règles, de référentiel ou de code"
    ]


def test_an_earlier_quarters_return_names_its_quarter():
    assert lines(part(remontees="cde-001 2022-T1")) == [f"+12 : correction, {ANGERS}, T1 2022"]


def test_the_returns_of_one_cite_are_told_together():
    assert lines(part(remontees="cde-001 2021-T4, cde-001 2022-T1")) == [
        f"+12 : correction, {ANGERS}, T4 2021 et T1 2022"
    ]


@pytest.mark.parametrize(
    ("returns", "named"),
    [
        ("cde-001 2022-T2, cde-003 2022-T2", f"{ANGERS}, {BELFORT}"),
        ("cde-001 2022-T2, cde-003 2022-T2, cde-013 2022-T2", f"{ANGERS}, {BELFORT} et 1 autre remontée"),
        (
            "cde-001 2022-T2, cde-003 2022-T2, cde-013 2022-T2, cde-026 2022-T2, cde-001 2022-T1 et 4 autres",
            f"{ANGERS}, {BELFORT} et 7 autres remontées",
        ),
    ],
)
def test_two_returns_are_named_and_the_others_counted(returns, named):
    assert lines(part(remontees=returns)) == [f"+12 : correction, {named}"]


@pytest.mark.parametrize("name", ["cité inconnue 2022-T2", "cité inconnue"])
def test_a_file_of_no_known_cite_says_so(name):
    assert lines(part(cause="rejet", part=None, remontees=name)) == ["fichier rejeté, cité inconnue"]


def test_a_cite_that_is_no_more_keeps_its_code():
    assert lines(part(remontees="cde-999 2022-T1")) == ["+12 : correction, cde-999, T1 2022"]


def test_the_weightiest_cause_comes_first_whatever_its_sign():
    parts = (part(part=Decimal(2)), part(rang=2, part=Decimal(-30)), part(rang=3, part=Decimal(7)))
    assert [line.split(" :")[0] for line in lines(*parts)] == ["−30", "+7", "+2"]


def test_equal_causes_stand_in_the_order_in_which_they_are_replayed():
    parts = (part(rang=2, cause="correction"), part(rang=1, cause="retrait"))
    assert [cause.label for cause in told(parts, small_contract())] == ["retrait", "correction"]


def test_one_cause_too_many_is_told_all_the_same():
    parts = [part(rang=n, part=Decimal(n)) for n in range(1, SHOWN + 2)]
    assert len(lines(*parts)) == SHOWN + 1
    assert not any("autre" in line for line in lines(*parts))


def test_many_causes_are_cut_and_the_last_line_adds_up_the_rest():
    parts = [part(rang=n, part=Decimal(n)) for n in range(1, SHOWN + 3)]
    shown = lines(*parts)
    assert len(shown) == SHOWN + 1
    assert shown[-1] == "+3 : 2 autres causes, dans la table « Révisions »"
    assert sum(int(line.split(" :")[0]) for line in shown) == sum(range(1, SHOWN + 3))


def test_many_causes_of_a_text_are_cut_without_an_amount():
    parts = [part(rang=n, part=None) for n in range(1, SHOWN + 3)]
    assert lines(*parts)[-1] == "2 autres causes, dans la table « Révisions »"


def test_an_amount_keeps_its_decimals_and_no_more():
    assert lines(part(part=Decimal("0.6700")))[0].startswith("+0,67 :")
