"""A submitted workbook is written back as it is: formulas with their values, numbers to the last digit, looks."""

import datetime
import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from orchestration.template import find_cite, write_template
from tests.making import spreadsheetml as xml
from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.shape import HEADERS, LABELS
from tests.rules.cases import CONTRACT, judge_book
from tests.unit.feedback.returning import RED, give_back, give_back_judged, opened, saved
from tests.unit.template.filling import fill_in

AV, SYN = "aller_vers", "synthese"


def mistaken():
    return valid_return().set(AV, column="femmes", value=14)


def sent_with(change):
    """The return with a mistake, its workbook changed by somebody with openpyxl."""
    workbook = openpyxl.load_workbook(io.BytesIO(make(mistaken())))
    change(workbook)
    return saved(workbook)


def from_the_template():
    return fill_in(write_template(CONTRACT, find_cite(CONTRACT, "cde-001"), "2023-T4", ()), mistaken())


def test_widths_frozen_panes_and_hidden_columns_stay():
    returned = give_back(from_the_template())
    sent = opened(returned.sent)
    for name in sent.sheetnames:
        before, after = sent[name], returned.workbook[name]
        assert after.freeze_panes == before.freeze_panes
        assert {k: (d.width, d.hidden) for k, d in after.column_dimensions.items()} == {
            k: (d.width, d.hidden) for k, d in before.column_dimensions.items()
        }


def test_drop_down_lists_and_their_names_stay():
    returned = give_back(from_the_template())
    sent = opened(returned.sent)
    assert {n: d.attr_text for n, d in returned.workbook.defined_names.items()} == {
        n: d.attr_text for n, d in sent.defined_names.items()
    }
    for name in sent.sheetnames:
        lists = [(str(one.sqref), one.formula1) for one in sent[name].data_validations.dataValidation]
        assert lists == [
            (str(one.sqref), one.formula1) for one in returned.workbook[name].data_validations.dataValidation
        ]
    assert len(sent["Aller-vers"].data_validations.dataValidation) > 3


def test_the_sheets_keep_their_order_and_state():
    def hide(workbook):
        workbook["Gouvernance"].sheet_state = "hidden"

    returned = give_back(sent_with(hide))
    assert returned.workbook.sheetnames[1:] == list(LABELS.values())
    assert returned.workbook["Gouvernance"].sheet_state == "hidden"
    assert returned.workbook.active.title == "À corriger"
    assert [page.title for page in returned.workbook if page.sheet_view.tabSelected] == ["À corriger"]


def with_formula(stored, *, kind=None, formula="SUM(B3:B4)"):
    """The return whose first total is a formula with a stored value, as a spreadsheet saves it."""
    sent = xml.members_of(make(mistaken().set(SYN, column="partenaires", value=987)))
    name = next(part for part, content in sent.items() if b"987" in content)
    attribute = f' t="{kind}"' if kind else ""
    cell = f'<c r="B2"{attribute}><f>{formula}</f><v>{stored}</v></c>'.encode()
    sent[name] = sent[name].replace(b'<c r="B2"><v>987</v></c>', cell)
    assert cell in sent[name]
    return xml.archive(sent)


@pytest.mark.parametrize(
    ("stored", "kind", "value"),
    [
        ("3", None, 3),
        ("3", "str", "3"),
        ("1", "b", True),
        ("#REF!", "e", "#REF!"),
        ("a &lt; b", "str", "a < b"),
    ],
)
def test_a_formula_and_what_is_stored_for_it_both_stay(stored, kind, value):
    returned = give_back(with_formula(stored, kind=kind))
    assert returned.workbook["Synthèse"]["B2"].value == "=SUM(B3:B4)"
    assert opened(returned.data, data_only=True)["Synthèse"]["B2"].value == value


def test_the_totals_of_the_template_are_read_in_the_copy_as_in_the_original():
    sent = from_the_template()
    assert "Synthèse" not in {one.feuille for one in judge_book(give_back(sent).data).constats} - {
        one.feuille for one in judge_book(sent).constats
    }


def test_an_array_formula_keeps_its_value():
    sent = xml.members_of(with_formula("3"))
    name = next(part for part, content in sent.items() if b"SUM(B3:B4)" in content)
    sent[name] = sent[name].replace(b"<f>", b'<f t="array" ref="B2">')
    returned = give_back(xml.archive(sent))
    assert returned.workbook["Synthèse"]["B2"].value.text == "=SUM(B3:B4)"
    assert opened(returned.data, data_only=True)["Synthèse"]["B2"].value == 3


@pytest.mark.parametrize(
    "digits",
    [
        "0.30000000000000004",
        "12345678901234567",
        "9007199254740993",
        "1E+300",
        "5E-324",
        "-0.30000000000000004",
    ],
)
def test_a_number_keeps_its_last_digit(digits):
    sent = xml.members_of(make(mistaken().set("actions_innovantes", column="cout_total", value=987)))
    name = next(part for part, content in sent.items() if b"987" in content)
    sent[name] = sent[name].replace(b"<v>987</v>", f"<v>{digits}</v>".encode())
    returned = give_back(xml.archive(sent))
    assert float(returned.workbook["Actions innovantes"]["I2"].value) == float(digits)


def test_a_siret_kept_as_a_number_stays_one():
    returned = give_back(mistaken().set("partenaires", column="siret", value=73282932000074, row=2))
    assert returned.workbook["Partenaires"]["A4"].value == 73282932000074


@pytest.mark.parametrize(
    ("moment", "date_1904"),
    [
        (datetime.datetime(2023, 10, 11, 14, 29, 59), False),
        (datetime.datetime(2023, 10, 11, 14, 29, 59), True),
        (datetime.datetime(1900, 3, 1), False),
        (datetime.datetime(1904, 1, 2), True),
    ],
)
def test_a_moment_stays_the_same_moment(moment, date_1904):
    sent = make(mistaken().set(AV, column="date_fin", value=moment), date_1904=date_1904)
    assert give_back(sent).workbook["Aller-vers"]["F2"].value == opened(sent)["Aller-vers"]["F2"].value


@pytest.mark.filterwarnings("ignore:Cell D2 is marked as a date")
@pytest.mark.parametrize("serial", [2958466, -5, 60])
def test_a_number_that_is_no_day_stays_a_number(serial):
    def spoil(workbook):
        cell = workbook["Gouvernance"]["D2"]
        cell.value, cell.number_format = serial, "dd/mm/yyyy"

    sheets = xml.members_of(give_back(sent_with(spoil)).data)
    assert any(f"<v>{serial}</v>".encode() in part for part in sheets.values())


@pytest.mark.parametrize("text", ["=1+1", "+33 6", "-5 %", "@nom", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    returned = give_back(mistaken().add_column("gouvernance", "remarque", {0: text}))
    cell = returned.workbook["Gouvernance"]["E2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_an_empty_cell_with_a_link_stays_empty():
    def link(workbook):
        workbook["Aller-vers"]["O5"].hyperlink = "#Synthèse!B2"
        workbook["Aller-vers"]["O5"].value = None

    assert give_back(sent_with(link)).workbook["Aller-vers"]["O5"].value is None


def test_the_words_in_bold_of_a_text_stay_bold():
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    rich = CellRichText("Forum ", TextBlock(InlineFont(b=True), "emploi"))

    def write(workbook):
        workbook["Aller-vers"]["B2"].value = rich

    again = opened(give_back(sent_with(write)).data, rich_text=True)
    assert again["Aller-vers"]["B2"].value == rich


def test_the_cites_own_notes_stay_and_go_on_below_ours():
    def write(workbook):
        workbook["Aller-vers"]["I2"].comment = Comment("à demander à Paul", "Nadia")
        workbook["Aller-vers"]["B3"].comment = Comment("beau titre", "Nadia")

    returned = give_back(sent_with(write))
    note = returned.marked()["Aller-vers", "I2"]
    assert note.endswith("Note de votre fichier\u00a0: à demander à Paul")
    other = returned.workbook["Aller-vers"]["B3"].comment
    assert (other.text, other.author) == ("beau titre", "Nadia")


def test_their_note_is_left_alone_once_the_cell_is_right():
    def write(workbook):
        workbook["Aller-vers"]["I2"].comment = Comment("à demander à Paul", "Nadia")

    first = give_back(sent_with(write))
    first.workbook["Aller-vers"]["J2"].value = 13
    first.workbook["Aller-vers"]["J3"].value = 14
    second = give_back(saved(first.workbook))
    assert second.workbook["Aller-vers"]["I2"].comment.text == "à demander à Paul"
    assert second.marked().keys() == {("Aller-vers", "I3")}


def test_a_mark_inside_a_merged_cell_is_put_where_it_begins():
    def merge(workbook):
        workbook["Actions innovantes"].merge_cells("B2:B3")

    returned = give_back(sent_with(merge))
    missing = [one for one in returned.judgement.constats if one.regle == "T01"]
    assert [one.cellule for one in missing] == ["B3"]
    assert ("Actions innovantes", "B2") in returned.marked()
    assert [str(area) for area in returned.workbook["Actions innovantes"].merged_cells.ranges] == ["B2:B3"]


def test_a_font_in_white_on_blue_is_made_readable_where_it_is_marked():
    def paint(workbook):
        cell = workbook["Aller-vers"]["I2"]
        cell.fill, cell.font = PatternFill("solid", fgColor="FF000091"), Font(color="FFFFFFFF", bold=True)

    cell = give_back(sent_with(paint)).workbook["Aller-vers"]["I2"]
    assert (cell.font.color.rgb, cell.font.bold, cell.fill.fgColor.rgb) == ("FF000000", True, RED)


def test_headers_stay_without_the_pictures_that_are_gone():
    def write(workbook):
        workbook["Aller-vers"].oddHeader.left.text = "&G cité"
        workbook["Aller-vers"].oddFooter.center.text = "page &P"

    page = give_back(sent_with(write)).workbook["Aller-vers"]
    assert (page.oddHeader.left.text, page.oddFooter.center.text) == (" cité", "page &P")


def test_conditional_formats_and_protection_stay():
    from openpyxl.formatting.rule import CellIsRule

    def dress(workbook):
        page = workbook["Aller-vers"]
        rule = CellIsRule(
            operator="greaterThan", formula=["50"], fill=PatternFill("solid", bgColor="FF00FF00")
        )
        page.conditional_formatting.add("H2:H9", rule)
        page.protection.sheet = True
        page.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="P1"))

    page = give_back(sent_with(dress)).workbook["Aller-vers"]
    assert [str(area.sqref) for area in page.conditional_formatting] == ["H2:H9"]
    assert page.protection.sheet
    assert [one.formula1 for one in page.data_validations.dataValidation] == ['"a,b"']


@pytest.mark.filterwarnings("ignore:File contains an invalid specification")
def test_a_workbook_that_openpyxl_does_not_understand_is_given_back_by_its_values():
    cells = [
        [xml.text(f"{'ABCDEFGHIJKLMNOPQRS'[c]}1", name) for c, name in enumerate(HEADERS[sheet])]
        for sheet in LABELS
    ]
    sheets = {LABELS[sheet]: xml.data(xml.row(1, *row)) for sheet, row in zip(LABELS, cells, strict=True)}
    sent = xml.workbook(sheets, strict=True)
    returned = give_back(sent)
    assert returned.workbook["Aller-vers"]["A1"].value == "id_action"
    assert any("Seules les valeurs sont dans ce classeur" in text for text in returned.texts())


def test_nothing_is_handed_out_that_reads_otherwise(monkeypatch):
    from orchestration.feedback.workbook import making

    def spoil(workbook, stored):
        workbook["Aller-vers"]["B2"].value = "autre chose"
        return 0

    monkeypatch.setattr(making, "close", spoil)
    sent = make(mistaken())
    returned = give_back_judged(sent, judge_book(sent))
    assert returned.workbook["Aller-vers"]["B2"].value == "Rencontre n° 1"
    assert any("Seules les valeurs sont dans ce classeur" in text for text in returned.texts())
