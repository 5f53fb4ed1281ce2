"""Lists of choices that Excel keeps among a sheet's extensions stay; what is lost there is told."""

import datetime
import io

import pytest
import xlsxwriter

from tests.making.files import grids_of, make
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, members_of
from tests.unit.feedback.returning import give_back

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

EXCEL_2009 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
EXCEL_2006 = "http://schemas.microsoft.com/office/excel/2006/main"
SHEET = "xl/worksheets/sheet4.xml"


def mistaken():
    return valid_return().set("aller_vers", column="femmes", value=14)


def extended(*extensions):
    """A return with a mistake, its Aller-vers with extensions as Excel writes them."""
    members = members_of(make(mistaken()))
    inside = "".join(
        f'<ext uri="{{X}}" xmlns:x14="{EXCEL_2009}" xmlns:xm="{EXCEL_2006}">{one}</ext>' for one in extensions
    )
    end = f"<extLst>{inside}</extLst></worksheet>".encode()
    return archive({**members, SHEET: members[SHEET].replace(b"</worksheet>", end)})


def choices(formula, ranges="G2:G100", **more):
    said = "".join(f' {name}="{value}"' for name, value in more.items())
    return (
        f'<x14:dataValidations count="1"><x14:dataValidation type="list"{said}>'
        f"<x14:formula1><xm:f>{formula}</xm:f></x14:formula1><xm:sqref>{ranges}</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations>"
    )


def kept(returned):
    return returned.workbook["Aller-vers"].data_validations.dataValidation


def told(returned):
    """What the front sheet says is not in the copy."""
    texts = [text.replace("\u00a0", " ") for text in returned.texts()]
    return [text for text in texts if text.startswith("Cette copie ne reprend pas")]


def test_a_list_of_choices_on_another_sheet_stays():
    sent = extended(choices("Partenaires!$A$2:$A$4", allowBlank=1, showErrorMessage=1, errorTitle="SIRET"))
    [one] = kept(give_back(sent))
    assert (one.type, one.formula1, str(one.sqref)) == ("list", "Partenaires!$A$2:$A$4", "G2:G100")
    assert (one.allowBlank, one.showErrorMessage, one.errorTitle) == (True, True, "SIRET")
    assert told(give_back(sent)) == []


def test_a_list_over_several_ranges_stays_on_all_of_them():
    [one] = kept(give_back(extended(choices("Partenaires!$A$2:$A$4", "G2:G5 M2:M5"))))
    assert set(str(one.sqref).split()) == {"G2:G5", "M2:M5"}


def test_a_list_that_comes_from_another_file_does_not():
    assert kept(give_back(extended(choices("[1]Listes!$A$1:$A$9")))) == []


@pytest.mark.parametrize(
    ("extension", "named"),
    [
        (
            "<x14:sparklineGroups><x14:sparklineGroup/><x14:sparklineGroup/></x14:sparklineGroups>",
            "mini-graphiques dans les cellules",
        ),
        (
            "<x14:conditionalFormattings><x14:conditionalFormatting/></x14:conditionalFormattings>",
            "mises en forme conditionnelles récentes (barres de données, icônes)",
        ),
    ],
)
def test_what_is_lost_is_told_once(extension, named):
    assert told(give_back(extended(extension, extension))) == [
        f"Cette copie ne reprend pas : {named}. Votre fichier, lui, n'a pas changé."
    ]


def test_a_workbook_with_them_as_a_program_writes_them():
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, grid in grids_of(mistaken()).items():
        page = workbook.add_worksheet(name)
        for number, row in enumerate(grid):
            for column, value in enumerate(row):
                page.write(number, column, value, day if isinstance(value, datetime.date) else None)
        if name == "Aller-vers":
            page.add_sparkline("Q2", {"range": "I2:K2"})
            page.conditional_format("I2:I50", {"type": "data_bar", "data_bar_2010": True})
    workbook.close()
    returned = give_back(buffer.getvalue())
    assert returned.marked().keys() == {("Aller-vers", "I2")}
    assert told(returned) == [
        "Cette copie ne reprend pas : mini-graphiques dans les cellules, mises en forme conditionnelles récentes (barres de "
        "données, icônes). Votre fichier, lui, n'a pas changé."
    ]


def test_a_file_without_extensions_has_nothing_to_tell():
    assert told(give_back(mistaken())) == []
