"""A template is written for a cité that exists, in a quarter in which it is expected."""

from dataclasses import replace

import pytest

from orchestration.errors import UsageError
from orchestration.template import find_cite, write_template


@pytest.mark.parametrize("code", ["cde-012", "CDE-012", "cde_012", " Cde 012 "])
def test_a_code_is_compared_like_a_return_s(contract, code):
    assert find_cite(contract, code).name == "Métropole du Grand Nancy"


@pytest.mark.parametrize("code", ["cde-085", "", "Atlantis"])
def test_an_unknown_cite_is_refused_with_the_codes_that_exist(contract, code):
    with pytest.raises(
        UsageError, match=r"is not a cité of cites.csv; there are: cde-001, cde-002, .* and 72 more"
    ):
        find_cite(contract, code)


@pytest.mark.parametrize("quarter", ["2024-T5", "2024", "", "premier trimestre 2024", "0000-T1"])
def test_what_is_no_quarter_is_refused(contract, quarter):
    with pytest.raises(UsageError, match="is not a quarter: write AAAA-Tn"):
        write_template(contract, find_cite(contract, "cde-012"), quarter)


def test_a_quarter_before_the_national_collection_is_refused(contract):
    with pytest.raises(
        UsageError, match="no return is expected from cde-012 for 2021-T4: its first quarter is 2022-T1"
    ):
        write_template(contract, find_cite(contract, "cde-012"), "2021-T4")


@pytest.mark.parametrize(("quarter", "refused"), [("2022-T4", True), ("2023-T1", False)])
def test_a_quarter_before_the_cite_s_first_is_refused(contract, quarter, refused):
    cite = replace(find_cite(contract, "cde-012"), first_quarter="2023-T1")
    if refused:
        with pytest.raises(UsageError, match="its first quarter is 2023-T1"):
            write_template(contract, cite, quarter)
    else:
        assert write_template(contract, cite, quarter)
