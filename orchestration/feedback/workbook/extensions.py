"""What Excel keeps in a worksheet's list of extensions, which openpyxl leaves out: lists of choices that stand on another
sheet, small charts in cells, newer formats.

Belongs here: taking the lists of choices over, naming the rest. Does not belong here: telling it (`left_out`), what reaches
outside (`outside`).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_LIST = b"extLst"
_CHOICES = "dataValidation"
_LOST = frozenset({"sparklineGroup", "conditionalFormatting"})
_WORDED = frozenset(
    {
        "type",
        "errorStyle",
        "operator",
        "allowBlank",
        "showDropDown",
        "showInputMessage",
        "showErrorMessage",
        "errorTitle",
        "error",
        "promptTitle",
        "prompt",
    }
)
"""What a validation may say of itself, wherever it is kept."""


def take_over(part: bytes, page: Worksheet) -> Counter[str]:
    """Give the page the validations of its part's extensions; how many of the other extensions are lost, by element.

    Raises ParseError where the part is not XML, and what openpyxl raises for a validation that is none.
    """
    lost: Counter[str] = Counter()
    if _LIST not in part:
        return lost
    for element in _extended(part):
        name = _local(element)
        if name == _CHOICES:
            page.add_data_validation(_validation(element))
        elif name in _LOST:
            lost[name] += 1
    return lost


def _extended(part: bytes) -> Iterator[Element]:
    """Every element below an extension of the worksheet itself."""
    for _, element in ElementTree.iterparse(io.BytesIO(part)):
        name = _local(element)
        if name == "row":
            element.clear()
        elif name == "worksheet":
            for extensions in element.findall("{*}extLst"):
                yield from extensions.iter()


def _validation(element: Element) -> DataValidation:
    said = {name: value for name, value in element.attrib.items() if name in _WORDED}
    ranges = element.findtext("{*}sqref") or ""
    first, second = (element.findtext(f"{{*}}formula{number}/{{*}}f") for number in (1, 2))
    return DataValidation(sqref=ranges, formula1=first, formula2=second, **said)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
