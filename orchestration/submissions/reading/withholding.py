"""Take personal data out of a reading, before it leaves the worker (S09).

Belongs here: emptying the cells of free text that hold some, and stating where they stood.
Does not belong here: recognising it (`personal_data`), which columns are free text (the contract).
"""

from __future__ import annotations

from contracts.model import Sheet
from orchestration.submissions.reading.personal_data import personal_texts
from orchestration.submissions.reading.result import Fact, SheetReading, State


def withhold(template: Sheet, reading: SheetReading) -> list[Fact]:
    """One fact a cell that holds personal data; from here on the cell has neither value nor text."""
    facts = []
    for column in template.columns:
        cells = reading.columns.get(column.name)
        if cells is None or not column.free_text:
            continue
        for index, kinds in personal_texts(cells.texts):
            cells.values[index], cells.texts[index] = None, None
            cells.states[index] = int(State.WITHHELD)
            place = reading.place(column.name, index)
            facts.append(Fact("S09", template.label, column.name, place.row, place.cell, " ".join(kinds)))
    return facts
