"""Workbooks that the quick reader would misread are read by the letter of their format, and every other one alike by both."""

import datetime

import pytest

from orchestration.submissions.reading import open_document, open_xml
from orchestration.submissions.reading.containers import open_container
from orchestration.submissions.reading.ods import ods_sheets
from orchestration.submissions.reading.result import State
from orchestration.submissions.reading.workbook import workbook_sheets
from orchestration.submissions.reading.xlsx import xlsx_sheets
from tests.making import files, opendocument
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, cell, data, formats, members_of, row, text, workbook
from tests.unit.reading.asking import LIMITS, meaning, raw, read, refusal

DAY = datetime.date(2023, 10, 5)
SERIAL = "45204"


def cells(*elements, **options):
    return raw(workbook({"F": data(row(1, *elements))}, **options))["F"]


def in_ods(*elements):
    table = (
        f'<table:table table:name="F"><table:table-row>{"".join(elements)}</table:table-row></table:table>'
    )
    return raw(opendocument.package_of(opendocument.document(table)))["F"]


def shown(kind, stored, seen):
    return f'<table:table-cell office:value-type="{kind}" {stored}><text:p>{seen}</text:p></table:table-cell>'


class TestBothReaders:
    BOOKS = (valid_return(), valid_return("cde-017", "2024-T2"), valid_return(commentaire="é\n« x » & <y>"))

    @pytest.mark.parametrize("book", BOOKS)
    @pytest.mark.parametrize("container", ["xlsx", "ods"])
    def test_say_the_same_of_an_ordinary_return(self, book, container):
        content = open_container(files.make(book, container), LIMITS).archive
        careful = xlsx_sheets if container == "xlsx" else ods_sheets
        assert list(careful(content, LIMITS)) == list(workbook_sheets(content.data, LIMITS))

    def test_leave_ordinary_returns_to_the_quick_one(self):
        assert not open_xml.needs_care(open_container(files.make(valid_return(), "xlsx"), LIMITS).archive)
        document = open_container(files.make(valid_return(), "ods"), LIMITS).archive
        assert not open_document.needs_care(open_document.content_of(document))


class TestParts:
    RENAMED = (
        ("xl/workbook.xml", "xl/workbook22.xml"),
        ("xl/styles.xml", "xl/styles22.xml"),
        ("xl/worksheets/sheet2.xml", "xl/feuilles/Partenaires.xml"),
        ("xl/styles.xml", "xl/Styles.XML"),
    )

    @pytest.mark.parametrize(("old", "new"), RENAMED)
    @pytest.mark.parametrize("absolute", [True, False])
    def test_are_found_through_the_relationships_whatever_they_are_called(self, old, new, absolute):
        members = members_of(files.make(valid_return()))
        members[new] = members.pop(old)
        links = "xl/_rels/workbook.xml.rels"
        for name in ("[Content_Types].xml", "_rels/.rels", links):
            for written in (f'"/{old}"', f'"{old}"', f'"{old.removeprefix("xl/")}"'):
                target = f'"/{new}"' if absolute or name.startswith("[") else f'"{new.removeprefix("xl/")}"'
                target = f'"{new}"' if name == "_rels/.rels" and not absolute else target
                members[name] = members[name].replace(written.encode(), target.encode())
        if old == "xl/workbook.xml":
            members["xl/_rels/workbook22.xml.rels"] = members.pop(links)
        assert meaning(read(archive(members))) == meaning(read(valid_return()))

    def test_the_shared_texts_too(self):
        made = workbook({"F": data(row(1, cell("A1", "0", "s")))}, strings="<si><t>un</t></si>")
        members = members_of(made)
        members["xl/textes/chaines.xml"] = members.pop("xl/sharedStrings.xml")
        links = members["xl/_rels/workbook.xml.rels"]
        members["xl/_rels/workbook.xml.rels"] = links.replace(b"sharedStrings.xml", b"./textes/chaines.xml")
        assert raw(archive(members)) == {"F": {"A1": "un"}}


class TestTextsInPieces:
    def test_a_marked_section_is_its_text(self):
        cdata = "<![CDATA[a & b]]>"
        assert cells(cell("A1", cdata, "str"), text("B1", cdata), cell("C1", "<![CDATA[12]]>")) == {
            "A1": "a & b",
            "B1": "a & b",
            "C1": 12.0,
        }
        assert in_ods(shown("string", "", cdata)) == {"A1": "a & b"}

    def test_a_comment_does_not_cut_a_number(self):
        assert cells(cell("A1", "1<!-- x -->2")) == {"A1": 12.0}


class TestDateFormats:
    @pytest.mark.parametrize(
        ("code", "value"),
        [
            ('[=0]"";dd/mm/yyyy', DAY),
            ("[<1]General;dd/mm/yyyy", DAY),
            ('[=0]"-";[>0]dd/mm/yyyy;General', DAY),
            ("[>50000]dd/mm/yyyy;0", float(SERIAL)),
            ("[<50000]dd/mm/yyyy;0", DAY),
            ("0;dd/mm/yyyy", float(SERIAL)),
            ("dd/mm/yyyy;@", DAY),
        ],
    )
    def test_the_section_that_applies_says_whether_a_number_is_a_day(self, code, value):
        assert cells(cell("A1", SERIAL, style=1), styles=formats(code)) == {"A1": value}


class TestOddCells:
    @pytest.mark.parametrize(
        ("element", "value"),
        [
            (cell("A1", "#BLAH", "e"), None),
            (cell("A1", "12", "q"), "12"),
            (cell("A1", "oui", "b"), "oui"),
            (cell("A1", "2", "b"), "2"),
            (cell("A1", "hier", "d"), "hier"),
            (cell("A1", "10000-01-01", "d"), "10000-01-01"),
            (cell("A1", "NaN", style=1), "NaN"),
            (cell("A1", "99999999", style=1), 99999999.0),
            ('<c r="A1" s="x"><v>12</v></c>', 12.0),
        ],
    )
    def test_stay_their_own_matter(self, element, value):
        found = cells(element, cell("B1", "5"), styles=formats("dd/mm/yyyy"))
        assert (found.get("A1"), found["B1"]) == (value, 5.0)


class TestErrorsThatAreShown:
    @pytest.mark.parametrize(
        ("kind", "stored"),
        [
            ("float", 'office:value="0"'),
            ("percentage", 'office:value="0.5"'),
            ("currency", 'office:value="0" office:currency="EUR"'),
            ("date", 'office:date-value="1899-12-30"'),
            ("time", 'office:time-value="PT0S"'),
            ("boolean", 'office:boolean-value="false"'),
            ("string", 'office:string-value="x"'),
        ],
    )
    @pytest.mark.parametrize(
        "seen", ["#REF!", "#NOM ?", "#VALEUR !", "#N/D", "Err:502", "Err :508", "#DIV/0!"]
    )
    def test_are_errors_whatever_is_stored(self, kind, stored, seen):
        assert in_ods(shown(kind, stored, seen)) == {"A1": seen}
        assert in_ods(shown(kind, stored, f"<text:span>{seen}</text:span>")) == {"A1": seen}

    @pytest.mark.parametrize("before", ["", "\n      ", "\u00a0", "\u202f", "\u200b", "<text:s/>"])
    def test_are_missing_values_whatever_white_space_stands_before_them(self, before):
        members = members_of(files.make(valid_return(), "ods"))
        stored = members["content.xml"].decode()
        first = stored.index('office:value-type="float"')
        start, end = stored.index("<text:p>", first), stored.index("</text:p>", first)
        broken = archive(
            members | {"content.xml": f"{stored[:start]}<text:p>{before}#REF!{stored[end:]}".encode()}
        )
        missing = [
            (sheet.name, column)
            for sheet in read(broken).sheets.values()
            for column, cells in sheet.columns.items()
            if "#REF!" in cells.texts and int(State.MISSING) in cells.states
        ]
        assert len(missing) == 1

    def test_an_error_without_its_text_is_no_value(self):
        assert in_ods(shown("float", 'office:value="7" calcext:value-type="error"', "")) == {}

    def test_a_column_that_is_too_narrow_is_none(self):
        assert in_ods(shown("float", 'office:value="7"', "###")) == {"A1": 7.0}


class TestDurations:
    @pytest.mark.parametrize(
        ("stored", "seen"),
        [
            ("PT36H00M00S", "36:00:00"),
            ("P1DT2H", "26:00:00"),
            ("PT08H30M00S", "08:30:00"),
            ("PT100H", "100:00:00"),
        ],
    )
    def test_are_hours_beyond_a_day(self, stored, seen):
        assert in_ods(shown("time", f'office:time-value="{stored}"', "x")) == {"A1": seen}

    def test_are_what_is_shown_where_what_is_stored_says_nothing(self):
        assert in_ods(shown("time", 'office:time-value="-PT2H"', "-02:00")) == {"A1": "-02:00"}


class TestValuesFarApart:
    def test_a_stray_value_below_a_table_is_read(self):
        for number in ("A300000", "C1048576"):
            last = row(int(number[1:]), cell(number, "7"))
            assert raw(workbook({"F": data(row(1, cell("A1", "1")), last)})) == {
                "F": {"A1": 1.0, number: 7.0}
            }

    def test_a_stray_value_beside_a_table_is_read(self):
        rows = [row(number, cell(f"A{number}", "1")) for number in range(1, 101)]
        sheet = data(row(1, cell("A1", "1"), cell("XFD1", "2")), *rows[1:])
        assert raw(workbook({"F": sheet}))["F"]["XFD1"] == 2.0

    def test_in_an_ods_too(self):
        row_of = "<table:table-row{}><table:table-cell{}/>{}</table:table-row>"
        value = shown("float", 'office:value="7"', "7")
        padding = row_of.format(' table:number-rows-repeated="299999"', "", "")
        table = f'<table:table table:name="F">{padding}{row_of.format("", "", value)}</table:table>'
        assert raw(opendocument.package_of(opendocument.document(table))) == {"F": {"B300000": 7.0}}

    @pytest.mark.parametrize("container", ["xlsx", "ods"])
    def test_at_both_ends_of_a_sheet_they_are_told_with_their_cells(self, container):
        if container == "xlsx":
            sheet = data(row(1, cell("A1", "1"), cell("XFD1", "2")), row(1_048_576, cell("A1048576", "3")))
            content = workbook({"Aller-vers": sheet})
        else:
            value = shown("float", 'office:value="7"', "7")
            first = f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{value}</table:table-row>'
            blank = (
                '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
            )
            table = f"{first}{blank}<table:table-row>{value}</table:table-row>"
            content = opendocument.package_of(
                opendocument.document(f'<table:table table:name="Aller-vers">{table}</table:table>')
            )
        reading = read(content)
        assert reading.refusal == "etendue"
        assert reading.detail == {"feuille": "Aller-vers", "cellules": ["A1048576", "XFD1"]}

    def test_the_largest_rectangle_that_may_be_filled_is_read_however_little_is_in_it(self):
        at_the_limit = row(LIMITS.rows, cell(f"GR{LIMITS.rows}", "1"))
        beyond = row(LIMITS.rows + 1, cell(f"GR{LIMITS.rows + 1}", "1"))
        assert refusal(workbook({"F": data(at_the_limit)})) is None
        assert refusal(workbook({"F": data(beyond)})) == "etendue"
