"""The cité and the quarter are known when they were read and passed I01 to I03."""

import dataclasses
from datetime import date

import pytest

from contracts.loading import load_contract
from orchestration.submissions.judging.identity import identify

SHIPPED = load_contract()
TODAY = date(2024, 2, 1)


def _late_starter():
    """A contract in which cde-001 begins in 2023-T1."""
    cites = dict(SHIPPED.reference.cites)
    cites["cde-001"] = dataclasses.replace(cites["cde-001"], first_quarter="2023-T1")
    return dataclasses.replace(SHIPPED, reference=dataclasses.replace(SHIPPED.reference, cites=cites))


def _identify(today=TODAY, contract=SHIPPED, **fields):
    return identify(
        {"modele": "1", "code_cite": "cde-001", "trimestre": "2023-T4", **fields}, contract, today
    )


@pytest.mark.parametrize("code", ["cde-001", "CDE-001", "cde001", "Cde 001", "CDE_001", "cde–001"])
def test_the_code_is_compared_by_key(code):
    identity = _identify(code_cite=code)
    assert (identity.cite.code, identity.context["cite_connue"]) == ("cde-001", True)


@pytest.mark.parametrize(("code", "known"), [("cde-999", False), ("Angers", False), (None, None)])
def test_a_code_that_is_not_listed_leaves_the_cite_unknown(code, known):
    identity = _identify(code_cite=code)
    assert (identity.cite, identity.context["cite_connue"], identity.quarter) == (None, known, "2023-T4")


@pytest.mark.parametrize(
    ("text", "today", "quarter", "read", "valid"),
    [
        ("2023-T4", TODAY, "2023-T4", "2023-T4", True),
        ("T4 2023", TODAY, "2023-T4", "2023-T4", True),
        ("4t2023", TODAY, "2023-T4", "2023-T4", True),
        ("2022-T1", TODAY, "2022-T1", "2022-T1", True),  # the first national collection
        ("2021-T4", TODAY, None, "2021-T4", False),  # the quarter before it
        ("2024-T1", date(2024, 1, 1), "2024-T1", "2024-T1", True),  # begun today
        ("2024-T1", date(2023, 12, 31), None, "2024-T1", False),  # begins tomorrow
        ("2023-T5", TODAY, None, None, False),
        ("4e trimestre 2023", TODAY, None, None, False),
        ("9999-T3", TODAY, None, "9999-T3", False),
        ("9999-T4", TODAY, None, None, False),  # its deadline is a day that no date can express
        ("0000-T1", TODAY, None, None, False),
        (None, TODAY, None, None, None),
    ],
)
def test_a_quarter_is_known_from_the_first_collection_until_today(text, today, quarter, read, valid):
    identity = _identify(today=today, trimestre=text)
    assert (identity.quarter, identity.quarter_read) == (quarter, read)
    assert identity.context["trimestre_valide"] is valid


@pytest.mark.parametrize(
    ("trimestre", "quarter", "expected"), [("2023-T1", "2023-T1", True), ("2022-T4", None, False)]
)
def test_a_quarter_before_the_citys_first_is_not_known(trimestre, quarter, expected):
    identity = _identify(contract=_late_starter(), trimestre=trimestre)
    assert (identity.quarter, identity.quarter_read) == (quarter, trimestre)
    assert identity.context["trimestre_attendu"] is expected
    assert identity.cite.code == "cde-001"


@pytest.mark.parametrize("fields", [{"code_cite": "cde-999"}, {"code_cite": None}, {"trimestre": "2021-T4"}])
def test_the_citys_first_quarter_is_not_asked_where_cite_or_quarter_failed(fields):
    assert _identify(contract=_late_starter(), **fields).context["trimestre_attendu"] is None


@pytest.mark.parametrize(
    ("name", "conforms"),
    [
        (None, None),
        ("CU Angers Loire Métropole", True),
        ("cu angers-loire metropole", True),
        ("C.U. Angers (Loire Métropole)", True),
        ("Angers", False),
    ],
)
def test_the_name_is_compared_by_key_punctuation_aside(name, conforms):
    assert _identify(nom_cite=name).context["nom_conforme"] is conforms


def test_the_name_is_not_asked_where_the_cite_is_unknown():
    assert _identify(code_cite="cde-999", nom_cite="Angers").context["nom_conforme"] is None


@pytest.mark.parametrize(("modele", "accepted"), [("1", True), ("2", False), ("1.0", False), (None, None)])
def test_only_supported_template_versions_are_accepted(modele, accepted):
    assert _identify(modele=modele).context["modele_accepte"] is accepted


def test_a_known_quarter_has_a_first_and_a_last_day():
    known, unknown = _identify(), _identify(trimestre="2021-T4")
    assert (known.first_day, known.last_day) == (date(2023, 10, 1), date(2023, 12, 31))
    assert (unknown.first_day, unknown.last_day) == (None, None)


def test_a_file_without_identification_says_nothing():
    identity = identify({}, SHIPPED, TODAY)
    assert (identity.cite, identity.quarter, identity.quarter_read) == (None, None, None)
