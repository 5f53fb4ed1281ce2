"""Figures as French readers write them, with their unit and what they stand for."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.loading import load_contract
from orchestration.explanation.measures import MEASURES
from orchestration.explanation.wording import figure, standing
from orchestration.publication.coverage import Coverage
from tests.unit.page.editions import plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "aucune valeur"),
        (0, "0"),
        (10_368, "10 368"),
        (Decimal("12.50"), "12,50"),
        (Decimal("0.9881"), "0,9881"),
        (Decimal("4267.500000000000"), "4 267,50"),
        (Decimal("-3"), "-3"),
        (date(2024, 1, 5), "05/01/2024"),
        ("partiel", "partiel"),
    ],
)
def test_values_are_written_as_french_readers_do(value, text):
    assert plain(figure(value)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (10_368, "personnes", "10 368 personnes"),
        (1, "personnes", "1 personne"),
        (0, "jours", "0 jour"),
        (7, "jours", "7 jours"),
        (Decimal("1.99"), "partenaires par cité", "1,99 partenaire par cité"),
        (Decimal("2.00"), "partenaires par cité", "2,00 partenaires par cité"),
        (Decimal("104491.95"), "€", "104 491,95 €"),
        (Decimal("0.9881"), "part", "0,9881, soit 98,81 %"),
        (Decimal("1.0000"), "part", "1,0000, soit 100,00 %"),
        (None, "personnes", "aucune valeur"),
        (date(2024, 1, 5), "jours", "05/01/2024"),
    ],
)
def test_a_number_is_followed_by_its_unit(value, unit, text):
    assert plain(figure(value, unit)) == text


def test_every_number_that_is_explained_has_a_unit():
    contract = load_contract()
    lacking = [
        (table, column.name)
        for table, measures in MEASURES.items()
        for column in contract.published[table].columns
        if column.name in measures and not column.unit and column.sql_type != "DATE"
    ]
    assert lacking == []


@pytest.mark.parametrize(
    ("coverage", "text"),
    [
        (Coverage(84, 84, "complet"), "84 cités sur 84 — complet"),
        (Coverage(662, 672, "provisoire", 8), "662 remontées sur 672 — provisoire, 8 trimestres publiés"),
        (Coverage(0, 1, "partiel", of_returns=True), "0 remontée sur 1 — partiel"),
        (None, "aucune remontée en vigueur pour ce trimestre"),
    ],
)
def test_what_a_figure_stands_for_has_its_counts_and_its_status(coverage, text):
    assert plain(standing(coverage)) == text
