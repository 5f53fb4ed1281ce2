"""Write the empty return of one cité for one quarter.

Belongs here: the workbook as a whole, its properties and print set-up. Does not belong here: what its sheets
hold.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from contracts.model import Cite, Contract, Sheet
from contracts.quarters import first_day
from orchestration.language import in_french
from orchestration.template.formulas import synthese_formulas
from orchestration.template.guide import LABEL, write_guide
from orchestration.template.guide_text import Request
from orchestration.template.partners import Partner, active_count, carried_over
from orchestration.template.places import LEGEND_ROW, PURPOSE_ROW, TITLE_ROW
from orchestration.template.records import (
    IDENTIFICATION_LEGEND,
    SYNTHESE_LEGEND,
    write_identification,
    write_lists,
    write_qpv,
    write_synthese,
)
from orchestration.template.request import expected_quarter
from orchestration.template.styles import Formats, add_formats
from orchestration.template.tables import LEGEND, write_partners, write_table

_LEGENDS = {"champs": IDENTIFICATION_LEGEND, "lignes": LEGEND, "indicateurs": SYNTHESE_LEGEND}


def write_template(
    contract: Contract,
    cite: Cite,
    quarter: str,
    partners: Sequence[Partner] = (),
    send_to: str | None = None,
) -> bytes:
    """The .xlsx to fill in: identity and partners are, lists and checks are set, formulas compute Synthèse.

    `partners` are rows of Partenaires of an earlier return; those gone before the quarter are left out.
    `send_to` says in French where the return goes. The same arguments give the same bytes. Raises UsageError
    where the cité sends no return for the quarter.
    """
    quarter = expected_quarter(contract, cite, quarter)
    listed = carried_over(partners, quarter)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    _set_properties(book, cite, quarter)
    write_guide(book.add_worksheet(LABEL), Request(contract, cite, quarter, len(listed), send_to))
    _Template(book, contract, cite, quarter, listed).write()
    book.close()
    return in_french(buffer.getvalue())


def _set_properties(book: Any, cite: Cite, quarter: str) -> None:
    created = datetime.combine(first_day(quarter), time())
    book.set_properties({"title": f"Remontée {quarter} — {cite.name}", "created": created})


class _Template:
    """One workbook being written."""

    def __init__(
        self, book: Any, contract: Contract, cite: Cite, quarter: str, partners: Sequence[Partner]
    ) -> None:
        self._book = book
        self._contract = contract
        self._cite = cite
        self._quarter = quarter
        self._partners = partners
        self._formats: Formats = add_formats(book)

    def write(self) -> None:
        for sheet in self._contract.submission.sheets:
            page = self._book.add_worksheet(sheet.label)
            self._fill(page, sheet)
            self._head(page, sheet)

    def _fill(self, page: Any, sheet: Sheet) -> None:
        contract, formats = self._contract, self._formats
        if sheet.layout == "champs":
            write_identification(page, sheet, contract, self._cite, self._quarter, formats)
            write_lists(self._book, page, sheet, contract)
            if self._quarter >= self._cite.qpv_2024_from:
                write_qpv(self._book, page, sheet, contract, self._cite, formats)
        elif sheet.layout == "indicateurs":
            values = {"partenaires": active_count(self._partners, self._quarter)}
            write_synthese(page, sheet, synthese_formulas(contract, self._quarter), values, formats)
        else:
            write_table(page, sheet, contract, self._cite, self._quarter, formats)
            if sheet.name == "partenaires":
                write_partners(page, sheet, self._partners, contract, formats)

    def _head(self, page: Any, sheet: Sheet) -> None:
        title = f"Cités de l'emploi — remontée trimestrielle · {self._cite.name} · {self._quarter}"
        page.write_string(TITLE_ROW, 0, title, self._formats["title"])
        page.write_string(PURPOSE_ROW, 0, f"{sheet.label} : {sheet.description}", self._formats["purpose"])
        page.write_string(LEGEND_ROW, 0, _LEGENDS[sheet.layout], self._formats["legend"])
        page.set_landscape()
        page.set_paper(9)  # A4
        page.set_margins(0.4, 0.4, 0.5, 0.6)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{self._cite.code} · {self._quarter}&R&P / &N")
