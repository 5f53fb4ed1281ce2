"""OpenDocument spreadsheets: what their cells hold (return.md, "How a cell is read")."""

import datetime
import io

import odf.opendocument
import odf.table
import odf.text
import pytest

from tests.making import files, opendocument
from tests.making.returns import valid_return
from tests.unit.reading.asking import facts, meaning, raw, read, refusal

DAY = datetime.date(2023, 10, 5)
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'


def tables(content):
    """The values of hand-written tables."""
    return raw(opendocument.package_of(opendocument.document(content)))


def sheet(*rows, name="F"):
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(attributes="", content=""):
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def said(text):
    return cell('office:value-type="string"', f"<text:p>{text}</text:p>")


def only(*cells):
    """The values of one row of hand-written cells."""
    return tables(sheet(row(*cells)))["F"]


class TestTypedCells:
    @pytest.mark.parametrize(
        ("attributes", "value"),
        [
            ('office:value-type="float" office:value="12.5"', 12.5),
            ('office:value-type="percentage" office:value="0.125"', 0.125),
            ('office:value-type="currency" office:currency="EUR" office:value="1234.5"', 1234.5),
            ('office:value-type="boolean" office:boolean-value="true"', True),
            ('office:value-type="boolean" office:boolean-value="false"', False),
            ('office:value-type="date" office:date-value="2023-10-05"', DAY),
            ('office:value-type="date" office:date-value="2023-10-05T14:30:00"', DAY),
            ('office:value-type="time" office:time-value="PT08H30M00S"', "08:30:00"),
            ('office:value-type="string" office:string-value="stocké"', "stocké"),
        ],
    )
    def test_have_the_value_that_is_stored_not_the_one_shown(self, attributes, value):
        assert only(cell(attributes, "<text:p>montré</text:p>")) == {"A1": value}

    def test_a_wrong_stored_date_is_a_text(self):
        assert only(cell('office:value-type="date" office:date-value="2023-02-30"')) == {"A1": "2023-02-30"}

    def test_a_formula_without_a_value_is_empty(self):
        assert only(cell('table:formula="of:=SUM([.B1:.C1])"')) == {}
        assert only(cell('table:formula="of:=1+1" office:value-type="float" office:value="2"')) == {"A1": 2.0}


class TestTexts:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("<text:p>un</text:p><text:p>deux</text:p>", "un\ndeux"),
            ("<text:p>un<text:s/>deux</text:p>", "un deux"),
            ("<text:p>un<text:line-break/>deux<text:tab/>trois</text:p>", "un deux trois"),
            ("<text:p>un <text:span>de<text:span>ux</text:span></text:span></text:p>", "un deux"),
            ('<text:p>voir <text:a xmlns:x="urn:x" x:href="y">ici</text:a></text:p>', "voir ici"),
            ("<text:p>l&apos;été &amp; l&#233;t&#xE9;</text:p>", "l'été & lété"),
            ("<text:h>titre</text:h>", "titre"),
            ("<text:p/>", None),
        ],
    )
    def test_paragraphs_spans_links_and_spaces(self, content, text):
        assert only(cell('office:value-type="string"', content)) == ({"A1": text} if text else {})

    @pytest.mark.parametrize(
        "aside",
        [
            "<office:annotation><dc:creator>x</dc:creator><dc:date>2023-10-05</dc:date><text:p>commentaire</text:p></office:annotation>",
            f"<draw:frame {DRAW}><draw:text-box><text:p>dans un cadre</text:p></draw:text-box></draw:frame>",
            "<table:detective/>",
        ],
        ids=["comment", "frame", "detective"],
    )
    def test_what_is_attached_to_a_cell_is_no_part_of_its_text(self, aside):
        typed = 'office:value-type="string"'
        assert only(cell(typed, f"{aside}<text:p>texte</text:p>"), said("suite")) == {
            "A1": "texte",
            "B1": "suite",
        }
        assert only(cell(typed, f"<text:p>texte</text:p>{aside}"), said("suite")) == {
            "A1": "texte",
            "B1": "suite",
        }
        assert only(cell("", aside), said("suite")) == {"B1": "suite"}


class TestAddresses:
    def test_repeated_cells_and_rows_are_there_as_often(self):
        content = sheet(
            row(said("a"), attributes='table:number-rows-repeated="2"'),
            row(
                cell('table:number-columns-repeated="2"'),
                said("b").replace(
                    "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"', 1
                ),
            ),
        )
        assert tables(content)["F"] == {"A1": "a", "A2": "a", "C3": "b", "D3": "b"}

    def test_a_covered_cell_is_empty_whatever_it_holds(self):
        covered = '<table:covered-table-cell office:value-type="string"><text:p>caché</text:p></table:covered-table-cell>'
        spanned = cell(
            'table:number-columns-spanned="2" office:value-type="string"', "<text:p>titre</text:p>"
        )
        assert only(spanned, covered, said("suite")) == {"A1": "titre", "C1": "suite"}

    def test_rows_may_be_grouped_and_be_headers(self):
        content = sheet(
            "<table:table-header-rows>" + row(said("a")) + "</table:table-header-rows>",
            "<table:table-row-group><table:table-rows>"
            + row(said("b"))
            + "</table:table-rows></table:table-row-group>",
        )
        assert tables(content)["F"] == {"A1": "a", "A2": "b"}

    def test_xml_laid_out_on_lines_is_read_alike(self):
        content = opendocument.document(sheet(row(said("a"), said("b")))).replace("><", ">\n  <")
        assert raw(opendocument.package_of(content))["F"] == {"A1": "a", "B1": "b"}

    def test_a_text_without_a_type_is_that_text(self):
        assert only(cell("", "<text:p>montré</text:p>"), cell()) == {"A1": "montré"}


class TestSheets:
    def test_come_in_the_order_of_the_document(self):
        assert list(tables(sheet(name="Z") + sheet(name="A") + sheet(name="M"))) == ["Z", "A", "M"]

    def test_hidden_ones_are_read(self):
        hidden = sheet(row(said("a"))).replace("<table:table ", '<table:table table:display="false" ')
        assert tables(hidden)["F"] == {"A1": "a"}

    def test_caches_of_other_documents_are_no_sheets(self):
        cache = sheet("<table:table-source/>", row(said("ailleurs")), name="'file:///x.ods'#$Feuille1")
        assert tables(sheet(row(said("a"))) + cache) == {"F": {"A1": "a"}}

    def test_tracked_changes_are_no_sheets(self):
        deleted = f"<table:cell-content-deletion>{sheet(row(said('avant')), name='X')}</table:cell-content-deletion>"
        change = f"<table:tracked-changes>{deleted}</table:tracked-changes>"
        assert tables(change + sheet(row(said("a")))) == {"F": {"A1": "a"}}

    def test_two_of_one_name_are_the_same_sheet_twice(self):
        content = opendocument.document(sheet(name="Partenaires") + sheet(name="Partenaires"))
        assert ("S06", "Partenaires", None, None, None) in facts(read(opendocument.package_of(content)))

    def test_a_document_without_any_sheet_is_damage(self):
        assert refusal(opendocument.package_of(opendocument.document(""))) == "illisible"


def test_a_document_written_by_another_library_is_read_alike():
    document = odf.opendocument.OpenDocumentSpreadsheet()
    for name, grid in valid_return().grids().items():
        table = odf.table.Table(name=name)
        for values in grid:
            line = odf.table.TableRow()
            for value in values:
                line.addElement(_written(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    assert meaning(read(buffer.getvalue())) == meaning(read(valid_return()))


def _written(value):
    if value is None:
        return odf.table.TableCell()
    if isinstance(value, bool):
        return odf.table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, datetime.date):
        return odf.table.TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, int | float):
        return odf.table.TableCell(valuetype="float", value=value)
    made = odf.table.TableCell(valuetype="string")
    made.addElement(odf.text.P(text=value))
    return made


@pytest.mark.parametrize("attribute", ["table:number-rows-repeated", "table:number-columns-repeated"])
def test_a_repetition_that_is_no_number_is_damage(attribute):
    content = sheet(row(cell(f'{attribute}="deux"'), attributes=f'{attribute}="deux"'))
    assert refusal(opendocument.package_of(opendocument.document(content))) == "illisible"


def test_the_same_document_is_read_with_or_without_compression():
    assert meaning(read(files.ods(valid_return()))) == meaning(read(valid_return()))
