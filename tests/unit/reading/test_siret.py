"""The key of a SIRET (rule R01), where a total row may be a partner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.submissions.reading.siret import is_valid_siret
from tests.making.identifiers import siret


@pytest.mark.parametrize("text", ["73282932000074", "35600000000048", "35600000049837", "00000000000018"])
def test_valid_ones(text):
    assert is_valid_siret(text)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "73282932000075",
            "7328293200007",
            "732829320000740",
            "732 829 320 00074",
            "00000000000000",
            "",
            "TOTAL",
        ],
        *["7328293200007A", "７３２８２９３２００００７４", "35600000000000"],
    ],
)
def test_wrong_ones(text):
    assert not is_valid_siret(text)


def test_those_of_la_poste_may_add_up_to_a_multiple_of_five():
    assert is_valid_siret("35600000000001")  # 3 + 5 + 6 + 1 = 15, and its Luhn key fails
    assert not is_valid_siret("35600000000000")
    assert not is_valid_siret("35600100000000")  # not La Poste's, though 3 + 5 + 6 + 1 = 15


@given(st.integers(0, 10**6))
def test_those_that_the_tests_make(number):
    assert is_valid_siret(siret(number))


@given(st.integers(0, 10**6), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, position, shift):
    text = siret(number)
    wrong = text[:position] + str((int(text[position]) + shift) % 10) + text[position + 1 :]
    assert not is_valid_siret(wrong)
