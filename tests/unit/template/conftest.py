from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from contracts.loading import load_contract
from orchestration.template import find_cite, write_template


@pytest.fixture(scope="session")
def contract():
    return load_contract()


@pytest.fixture
def partner():
    def make(**changes):
        return {
            "siret": "00000101500012",
            "nom": "Structure fictive n° 1",
            "categorie": "mission_locale",
            "date_entree": date(2021, 2, 1),
            "date_sortie": None,
        } | changes

    return make


@pytest.fixture(scope="session")
def opened(contract):
    """The template as openpyxl sees it, to be looked at only: `values=True` for the stored values in place of formulas."""
    kept = {}

    def load(cite, quarter, partners, values):
        data = write_template(contract, find_cite(contract, cite), quarter, partners)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)

    def open_(cite="cde-012", quarter="2024-T1", partners=(), values=False):
        if partners:
            return load(cite, quarter, partners, values)
        asked = (cite, quarter, values)
        kept[asked] = kept.get(asked) or load(cite, quarter, (), values)
        return kept[asked]

    return open_
