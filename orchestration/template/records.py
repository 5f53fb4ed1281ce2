"""Identification and Synthèse of the template: two columns, a field or an indicator a row.

Belongs here: sheets of layouts `champs` and `indicateurs`, the hidden lists, the cité's QPV.
Does not belong here: the tables (`tables`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.model import Cite, Contract, Sheet
from orchestration.template.places import (
    FIRST_ROW,
    HEADER_ROW,
    HELP_COLUMN,
    LABEL_ROW,
    LISTS_COLUMN,
    QPV_COLUMN,
    absolute,
)
from orchestration.template.styles import STAR, Formats
from orchestration.template.validation import expectation, list_name, validation

IDENTIFICATION_LEGEND = (
    "* et fond bleu foncé : à remplir obligatoirement. Fond gris : déjà rempli. "
    "Ne changez pas la colonne de gauche."
)
SYNTHESE_LEGEND = (
    "Les totaux se calculent tout seuls à partir des autres feuilles : vérifiez-les avant l'envoi."
)
_ROW_HEIGHT, _COMMENT_HEIGHT, _ONE_LINE = 24, 60, 300


def write_identification(
    page: Any, sheet: Sheet, contract: Contract, cite: Cite, quarter: str, formats: Formats
) -> None:
    """The fields, those that are known already filled in, with the checks of the others."""
    known = {
        "modele": contract.submission.template_versions[-1],
        "code_cite": cite.code,
        "nom_cite": cite.name,
        "trimestre": quarter,
    }
    _headings(page, sheet, formats)
    for row, column in enumerate(sheet.columns, start=FIRST_ROW):
        page.set_row(row, _COMMENT_HEIGHT if (column.max_length or 0) > _ONE_LINE else _ROW_HEIGHT)
        if column.name in known:
            _explain(page, row, column.label, "déjà rempli", formats)
            page.write_string(row, 0, column.name, formats["name"])
            page.write_string(row, 1, known[column.name], formats["given"])
            continue
        mark = "required_name" if column.required else "optional_name"
        expected = expectation(sheet, column, contract, cite, quarter)
        _explain(page, row, column.label + STAR * column.required, expected, formats)
        page.write_string(row, 0, column.name, formats[mark])
        page.write_blank(row, 1, None, formats[f"field_{column.type}"])
        page.data_validation(row, 1, row, 1, validation(sheet, column, contract, cite, quarter))


def _explain(page: Any, row: int, label: str, text: str, formats: Formats) -> None:
    page.write_rich_string(row, HELP_COLUMN, formats["strong"], label, f" — {text}", formats["help"])


def write_synthese(
    page: Any, sheet: Sheet, formulas: Mapping[str, str], values: Mapping[str, int], formats: Formats
) -> None:
    """The six totals as formulas, with the values that they have in the empty return (0 where not given)."""
    _headings(page, sheet, formats)
    for row, column in enumerate(sheet.columns, start=FIRST_ROW):
        page.set_row(row, _ROW_HEIGHT)
        page.write_string(row, 0, column.name, formats["name"])
        page.write_array_formula(
            row, 1, row, 1, formulas[column.name], formats["computed"], values.get(column.name, 0)
        )
        page.write_string(row, HELP_COLUMN, column.label, formats["help"])


def write_lists(book: Any, page: Any, sheet: Sheet, contract: Contract) -> None:
    """The labels of every code list in hidden columns of Identification, named for the drop-down lists.

    They stand under no header, so that the reader ignores them; a sheet of their own would be an unknown
    sheet.
    """
    codelists = contract.reference.codelists
    for column, name in enumerate(sorted(codelists), start=LISTS_COLUMN):
        labels = [code.label for code in codelists[name]]
        page.write_column(FIRST_ROW, column, labels)
        area = absolute(sheet.label, column, FIRST_ROW, FIRST_ROW + len(labels) - 1)
        book.define_name(list_name(name), f"={area}")
    page.set_column(LISTS_COLUMN, LISTS_COLUMN + len(codelists) - 1, None, None, {"hidden": True})


def write_qpv(book: Any, page: Any, sheet: Sheet, contract: Contract, cite: Cite, formats: Formats) -> None:
    """The cité's QPV of the 2024 generation beside the fields, code and name, under no header either."""
    codes = sorted(contract.reference.qpv_by_cite.get(cite.code, ()))
    page.set_column(QPV_COLUMN, QPV_COLUMN, 14)
    page.set_column(QPV_COLUMN + 1, QPV_COLUMN + 1, 40)
    page.write_string(LABEL_ROW, QPV_COLUMN, "Quartiers prioritaires de la cité", formats["strong"])
    for row, code in enumerate(codes, start=FIRST_ROW):
        page.write_string(row, QPV_COLUMN, code, formats["name"])
        page.write_string(row, QPV_COLUMN + 1, contract.reference.qpv_names.get(code, ""), formats["name"])
    area = absolute(sheet.label, QPV_COLUMN, FIRST_ROW, FIRST_ROW + max(len(codes), 1) - 1)
    book.define_name(list_name("qpv"), f"={area}")


def _headings(page: Any, sheet: Sheet, formats: Formats) -> None:
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 34)
    page.set_column(HELP_COLUMN, HELP_COLUMN, 70)
    for position, (name, _) in enumerate(sheet.header):
        page.write_string(HEADER_ROW, position, name, formats["header"])
    page.freeze_panes(FIRST_ROW, 0)
