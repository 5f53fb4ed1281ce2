"""R01 and R02 know a SIRET and a QPV code when they see one."""

import dataclasses

import pytest

from contracts.loading import load_contract
from orchestration.submissions.judging.identifiers import is_qpv, is_siret
from tests.making.identifiers import siret

REFERENCE = load_contract().reference
ANGERS = REFERENCE.cites["cde-001"]
ITS_QPV = sorted(REFERENCE.qpv_by_cite["cde-001"])[0]
ANOTHERS_QPV = sorted(REFERENCE.qpv_by_cite["cde-002"] - REFERENCE.qpv_by_cite["cde-001"])[0]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        (siret(0), True),
        (siret(123), True),
        ("73282932000074", True),
        ("73282932000075", False),  # the key
        ("7328293200007", False),  # 13 digits
        ("732829320000741", False),  # 15 digits
        ("7328293200007A", False),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", False),  # digits, but not ASCII
        ("00000000000000", False),  # all zeros pass Luhn
        ("-73282932000074", False),
        ("", False),
        ("35600000000048", True),  # La Poste by Luhn: its head office
        ("35600000049837", True),  # La Poste: the digits add up to 45, Luhn fails
        ("35600000049838", False),  # La Poste: to 46, and Luhn fails
        ("35600000050009", False),
        ("35600000010005", True),  # La Poste: both
        ("13000000000001", False),  # another SIREN: that its digits add up to 5 is of no use
    ],
)
def test_a_siret_has_14_digits_and_a_key(text, valid):
    assert is_siret(text) is valid


@pytest.mark.parametrize(
    ("code", "quarter", "valid"),
    [
        ("QP049001", "2023-T4", True),
        ("QP049999", "2023-T4", True),  # the 2015 generation is judged by its form
        ("QP050001", "2023-T4", False),  # another département
        ("QP49001", "2023-T4", False),
        ("QP0490011", "2023-T4", False),
        ("QPX49001", "2023-T4", False),
        (ITS_QPV, "2023-T4", False),  # the 2024 generation, a quarter too early
        (ITS_QPV, "2024-T1", True),
        (ITS_QPV, "2024-T2", True),
        ("QP049001", "2024-T1", False),  # the 2015 generation, from its successor on
        (ANOTHERS_QPV, "2024-T1", False),
        ("QN04999Z", "2024-T1", False),  # the right form, not in the list
    ],
)
def test_a_qpv_is_the_citys_own_and_of_the_right_generation(code, quarter, valid):
    assert is_qpv(code, ANGERS, quarter, REFERENCE) is valid


@pytest.mark.parametrize(
    ("departement", "code", "valid"),
    [
        ("2A", "QP02A001", True),
        ("2A", "QP002001", False),
        ("972", "QP972001", True),
        ("01", "QP001001", True),
    ],
)
def test_a_departement_counts_three_characters(departement, code, valid):
    cite = dataclasses.replace(ANGERS, departements=(departement,))
    assert is_qpv(code, cite, "2023-T4", REFERENCE) is valid


def test_a_cite_may_lie_in_several_departements():
    cite = dataclasses.replace(ANGERS, departements=("49", "85"))
    assert is_qpv("QP085001", cite, "2023-T4", REFERENCE)


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("QP049001", True),
        ("QN04999Z", True),
        ("QN02A01M", True),
        ("QN2A001M", False),
        ("QN049001", False),
        ("QX049001", False),
        ("", False),
    ],
)
@pytest.mark.parametrize(("cite", "quarter"), [(None, "2023-T4"), (ANGERS, None), (None, None)])
def test_where_cite_or_quarter_is_unknown_either_form_will_do(code, valid, cite, quarter):
    assert is_qpv(code, cite, quarter, REFERENCE) is valid
