"""The Data Docs say what Great Expectations expected and saw, and ask nobody for anything."""

import re

import pandas as pd
import pytest

from contracts.derive.expectations import Expected
from orchestration.audit.expecting import Expecter

UNIQUE = Expected("no two cités share a code", "expect_column_values_to_be_unique", {"column": "code_cite"})
KNOWN = Expected(
    "every statut is known", "expect_column_values_to_be_in_set", {"column": "statut", "value_set": ["bon"]}
)
HOSTILE = "<img src=https://example.org/x onerror=alert(1)>"


@pytest.fixture
def page():
    """The page of one table with these states, and of nothing else."""

    def render(*states, release="r0001-abcd"):
        expecter = Expecter()
        frame = pd.DataFrame(
            {"code_cite": [f"cde-{number:03}" for number in range(len(states))], "statut": states}
        )
        expecter.validate(frame, [UNIQUE, KNOWN], "cites")
        return expecter.docs.render(release).decode()

    return render


def words(text):
    """What a person reads, without the style."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", text, flags=re.S)))


def test_every_expectation_is_told_with_what_was_seen(page):
    text = words(page("bon", "bon"))
    assert "Data Docs of r0001-abcd" in text and " cites " in text
    assert "values must be unique. 0% unexpected" in text
    assert "values must belong to this set: bon. 0% unexpected" in text


def test_what_was_unexpected_is_shown_and_its_table_stands_open(page):
    text = page("bon", "mauvais")
    assert text.count("<details open>") == 1
    assert "1 unexpected values found. 50% of 2 total rows." in words(text)
    assert "mauvais" in words(text)


def test_what_passed_is_folded(page):
    assert "<details open>" not in page("bon")


def test_nothing_is_loaded_from_anywhere(page):
    text = page("bon", "mauvais")
    assert re.findall(r"<(?:script|link|img|iframe)\b|url\(|https?://", text) == []


def test_a_value_that_looks_like_a_page_can_load_nothing(page):
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page(HOSTILE)


def test_the_same_results_give_the_same_bytes(page):
    assert page("bon", "mauvais") == page("bon", "mauvais")


def test_no_two_elements_share_an_id(page):
    assert re.findall(r"\sid=", page("bon", "mauvais")) == []


def test_a_check_of_the_figures_is_named_by_what_must_be_true():
    expecter = Expecter()
    expecter.validate(pd.DataFrame({"code_cite": ["cde-001"]}), [UNIQUE], None)
    assert "<h2>no two cités share a code</h2>" in expecter.docs.render("r1").decode()
