"""Workbooks of Excel and its kin: what their cells hold (return.md, "How a cell is read")."""

import datetime
import io

import openpyxl
import pytest

from tests.making import files
from tests.making.returns import valid_return
from tests.making.spreadsheetml import (
    archive,
    cell,
    data,
    formats,
    members_of,
    relationships,
    row,
    text,
    workbook,
)
from tests.unit.reading.asking import facts, meaning, raw, read, refusal

DAY = datetime.date(2023, 10, 5)
SERIAL, SERIAL_1904 = 45204, 43742


def cells(*elements, **options):
    """The values of one row of hand-written cells."""
    return raw(workbook({"F": data(row(1, *elements))}, **options))["F"]


def styled(code, value):
    """The value of one number under a number format."""
    return cells(cell("A1", value, style=1), styles=formats(code)).get("A1")


def renamed(package, old, new):
    """The package with its main part under another name, wherever it is mentioned."""
    folder, _, name = old.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    members = members_of(package)
    members = {key: content.replace(old.encode(), new.encode()) for key, content in members.items()}
    members[new] = members.pop(old)
    members[f"{folder}/_rels/{new.rpartition('/')[2]}.rels"] = members.pop(links)
    return archive(members)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestPlainCells:
    @pytest.mark.parametrize(
        ("stored", "kind", "value"),
        [
            ("12", None, 12.0),
            ("12.5", "n", 12.5),
            ("1E3", None, 1000.0),
            ("-0.25", None, -0.25),
            ("1", "b", True),
            ("0", "b", False),
            ("true", "b", True),
            ("texte", "str", "texte"),
            ("2023-10-05", "d", DAY),
            ("2023-10-05T14:30:00", "d", DAY),
            ("14:30:00", "d", "14:30:00"),
        ],
    )
    def test_have_the_value_that_is_stored(self, stored, kind, value):
        assert cells(cell("A1", stored, kind)) == {"A1": value}

    @pytest.mark.parametrize("stored", ["1_000", "0x10", "douze", "١٢"])
    def test_a_number_cell_without_a_number_is_a_text(self, stored):
        assert cells(cell("A1", stored)) == {"A1": stored}

    @pytest.mark.parametrize(
        "element",
        [cell("A1"), '<c r="A1"><v></v></c>', '<c r="A1"><v/></c>', text("A1", ""), text("A1", "  ")],
    )
    def test_without_a_value_are_not_there(self, element):
        assert cells(element) == {}

    def test_an_absurd_number_is_a_number_unless_there_is_none_such(self):
        assert cells(cell("A1", "1e300"), cell("B1", "1e999"), cell("C1", "NaN")) == {
            "A1": 1e300,
            "B1": "1e999",
            "C1": "NaN",
        }

    def test_percentages_and_currencies_are_their_numbers(self):
        assert [styled(code, "0.125") for code in ("0.00%", '#,##0.00\\ "€"', "#,##0.00\\ [$€-40C]")] == [
            0.125
        ] * 3


class TestAddresses:
    def test_values_stand_where_their_cells_say(self):
        sheet = data(row(3, cell("B3", "1"), cell("AA3", "2")), row(10, cell("XFD10", "3")))
        assert raw(workbook({"F": sheet})) == {"F": {"B3": 1.0, "AA3": 2.0, "XFD10": 3.0}}

    def test_cells_and_rows_without_an_address_follow_one_another(self):
        sheet = (
            "<sheetData><row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
        )
        assert raw(workbook({"F": sheet})) == {"F": {"A1": 1.0, "C1": 2.0, "A2": 3.0}}

    def test_a_cell_without_an_address_follows_one_with(self):
        assert cells(cell("D1", "1"), "<c><v>2</v></c>") == {"D1": 1.0, "E1": 2.0}

    def test_rows_in_disorder_are_put_in_order(self):
        sheet = data(row(9, cell("A9", "2")), row(2, cell("A2", "1")))
        assert list(raw(workbook({"F": sheet}))["F"]) == ["A2", "A9"]

    def test_cells_that_only_have_a_format_do_not_count(self):
        styled_rows = "".join(row(number, cell(f"A{number}", style=1)) for number in range(1, 3000))
        sheet = data(styled_rows, row(3000, cell("A3000", "1", style=0)))
        assert raw(workbook({"F": sheet}, styles=formats("0")))["F"] == {"A3000": 1.0}

    @pytest.mark.parametrize("reference", ["1A", "A", "12", "", "É1", "A1B", "$A$1"])
    def test_an_address_that_is_none_is_damage(self, reference):
        assert (
            refusal(workbook({"F": data(f'<row r="1"><c r="{reference}"><v>1</v></c></row>')})) == "illisible"
        )

    def test_the_dimension_that_a_sheet_declares_is_not_believed(self):
        sheet = '<dimension ref="A1:XFD1048576"/>' + data(row(1, cell("A1", "1")))
        assert raw(workbook({"F": sheet})) == {"F": {"A1": 1.0}}


class TestTexts:
    def test_shared_texts_are_found_by_number(self):
        strings = "<si><t>un</t></si><si/><si><t xml:space='preserve'> deux </t></si>"
        assert cells(cell("A1", "2", "s"), cell("B1", "0", "s"), cell("C1", "1", "s"), strings=strings) == {
            "A1": " deux ",
            "B1": "un",
        }

    @pytest.mark.parametrize("number", ["1", "7"])
    def test_a_shared_text_that_is_not_there_stays_the_matter_of_its_cell(self, number):
        assert cells(cell("A1", number, "s"), cell("B1", "0", "s"), strings="<si><t>un</t></si>") == {
            "A1": "\ufffd",
            "B1": "un",
        }

    def test_inline_text_may_be_rich_and_have_a_value_beside_it(self):
        inline = '<c r="A1" t="inlineStr"><v>12</v><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>c</t></rPh></is></c>'
        assert cells(inline) == {"A1": "ab"}

    def test_entities_and_escaped_characters_are_the_characters(self):
        assert cells(text("A1", "l&apos;été &amp; l&#233;t&#xE9; &lt;b&gt;")) == {"A1": "l'été & lété <b>"}
        assert cells(cell("A1", "a_x000D_b_x005F_c", "str"), text("B1", "_xD83D_ _x00E9_")) == {
            "A1": "a\rb_c",
            "B1": "_xD83D_ é",
        }

    def test_comments_are_no_part_of_a_cell(self):
        book = openpyxl.load_workbook(io.BytesIO(files.xlsx(valid_return())))
        book["Partenaires"]["B2"].comment = openpyxl.comments.Comment("à vérifier", "x")
        assert meaning(read(saved(book))) == meaning(read(valid_return()))


class TestFormulas:
    def test_the_value_that_is_stored_counts(self):
        assert cells(
            '<c r="A1"><f>SUM(B1:C1)</f><v>27</v></c>', '<c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
        ) == {
            "A1": 27.0,
            "B1": "ab",
        }

    @pytest.mark.parametrize("stored", ["", "<v/>", "<v></v>"])
    def test_without_one_the_cell_is_empty(self, stored):
        assert cells(f'<c r="A1"><f>SUM(B1:C1)</f>{stored}</c>') == {}

    def test_a_library_that_stores_none_leaves_the_cell_empty(self):
        book = openpyxl.load_workbook(io.BytesIO(files.xlsx(valid_return())))
        book["Synthèse"]["B2"] = "=3"
        reading = read(saved(book))
        assert reading.sheets["synthese"].columns["partenaires"].values == [None]

    def test_an_error_is_no_value(self):
        error = '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        assert cells(error) == {}

    def test_shared_and_array_formulas_have_their_values(self):
        shared = '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f><v>1</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c>'
        assert cells(shared) == {"A1": 1.0, "B1": 2.0}


class TestDates:
    @pytest.mark.parametrize(
        "code",
        [
            *[
                "dd/mm/yyyy",
                "d/m/yy",
                "yyyy-mm-dd",
                "DD/MM/YYYY",
                "dd\\/mm\\/yyyy",
                "[$-40C]d\\ mmmm\\ yyyy;@",
                "mmm\\ yy",
            ],
            *[
                "dd/mm/yyyy\\ hh:mm",
                "dd/mm/yyyy;@",
                "[Red]dd/mm/yyyy",
                "jj/mm/aaaa",
                '"le "dd/mm/yyyy',
                "yyyy",
                "dddd",
                "mm:ss",
            ],
            *["h:mm AM/PM", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"],
        ],
    )
    def test_a_number_under_a_date_format_is_a_day(self, code):
        assert styled(code, str(SERIAL)) == DAY

    @pytest.mark.parametrize(
        "code",
        [
            *[
                "General",
                "0",
                "0.00",
                "#,##0",
                "0%",
                "0.00E+00",
                "@",
                '0" jours"',
                "#\\ ##0\\ _€",
                "[Red]0",
                "[>100]0;0",
                "0;dd/mm/yyyy",
            ],
            *[
                '"d"0',
                "\\d0",
                "_d0",
                "*d0",
                "[$€-40C]#,##0.00",
                '#,##0.00\\ "€"',
                "0\\ \\h",
                "[Yellow]0",
                "# ?/?",
            ],
        ],
    )
    def test_a_number_under_any_other_format_is_a_number(self, code):
        assert styled(code, str(SERIAL)) == float(SERIAL)

    @pytest.mark.parametrize(
        ("number", "value"),
        [(14, DAY), (15, DAY), (22, DAY), (27, DAY), (58, DAY), (0, 45204.0), (1, 45204.0), (49, 45204.0)],
    )
    def test_built_in_formats_are_known_by_number(self, number, value):
        styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
        assert cells(cell("A1", str(SERIAL), style=1), styles=styles) == {"A1": value}

    def test_a_workbook_may_redefine_a_built_in_number(self):
        styles = '<numFmts><numFmt numFmtId="14" formatCode="0.00"/></numFmts><cellXfs><xf numFmtId="14"/></cellXfs>'
        assert cells(cell("A1", str(SERIAL), style=0), styles=styles) == {"A1": float(SERIAL)}

    def test_formats_of_cell_styles_are_not_those_of_cells(self):
        styles = '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        assert cells(cell("A1", "1", style=0), cell("B1", str(SERIAL), style=1), styles=styles) == {
            "A1": 1.0,
            "B1": DAY,
        }

    @pytest.mark.parametrize("fraction", ["", ".5", ".999988425926", ".0000000000001"])
    def test_with_a_time_it_is_its_day(self, fraction):
        assert styled("dd/mm/yyyy hh:mm", f"{SERIAL}{fraction}") == DAY

    def test_noise_below_a_whole_day_is_that_day(self):
        assert styled("dd/mm/yyyy", "45203.9999999999") == DAY
        assert styled("dd/mm/yyyy", "45203.9999") == DAY - datetime.timedelta(days=1)

    @pytest.mark.parametrize("flag", ["1", "true"])
    def test_days_may_count_from_1904(self, flag):
        dated = cells(
            cell("A1", str(SERIAL_1904), style=1),
            styles=formats("dd/mm/yyyy"),
            properties=f'date1904="{flag}"',
        )
        assert dated == {"A1": DAY}

    def test_the_flag_may_say_no(self):
        dated = cells(
            cell("A1", str(SERIAL), style=1), styles=formats("dd/mm/yyyy"), properties='date1904="0"'
        )
        assert dated == {"A1": DAY}

    def test_a_1904_return_is_read_like_another(self):
        assert meaning(read(files.xlsx(valid_return(), date_1904=True))) == meaning(read(valid_return()))

    @pytest.mark.parametrize(
        ("serial", "day"),
        [(1, (1900, 1, 1)), (59, (1900, 2, 28)), (61, (1900, 3, 1)), (2958465, (9999, 12, 31))],
    )
    def test_the_calendar_of_1900_has_a_day_too_many(self, serial, day):
        assert styled("dd/mm/yyyy", str(serial)) == datetime.date(*day)

    @pytest.mark.parametrize("number", ["2958466", "1e300"])
    def test_a_number_outside_the_calendar_stays_a_number(self, number):
        assert styled("dd/mm/yyyy", number) == float(number)

    @pytest.mark.parametrize(
        ("value", "shown"), [("0.5", "12:00:00"), ("0.354166666666667", "08:30:00"), ("0", "00:00:00")]
    )
    def test_a_time_of_day_is_no_date(self, value, shown):
        assert styled("hh:mm", value) == shown

    @pytest.mark.parametrize(("value", "shown"), [("1.09375", "26:15:00"), ("45204", "1084896:00:00")])
    @pytest.mark.parametrize("code", ["[h]:mm:ss", "[hh]:mm", "[mm]:ss", "[s]", "[Red][h]:mm"])
    def test_a_duration_is_no_date(self, code, value, shown):
        assert styled(code, value) == shown

    def test_a_style_that_is_not_there_makes_no_date(self):
        assert cells(cell("A1", "12", style=99), styles=formats("dd/mm/yyyy")) == {"A1": 12.0}
        assert cells(cell("A1", "12", style=0)) == {"A1": 12.0}


class TestMergedCells:
    MERGED = data(
        row(1, cell("A1", "1"), cell("B1", "2"), cell("C1", "3")),
        row(2, cell("A2", "4"), cell("B2", "5"), cell("C2", "6")),
    )

    @pytest.mark.parametrize(
        ("ranges", "left"),
        [
            (["A1:B1"], "A1 C1 A2 B2 C2"),
            (["A1:A2"], "A1 B1 C1 B2 C2"),
            (["B1:C2"], "A1 B1 A2"),
            (["A1:A2", "B2:C2"], "A1 B1 C1 B2"),
            (["A1:XFD1048576"], "A1"),
            (["A1"], "A1 B1 C1 A2 B2 C2"),
        ],
    )
    def test_only_the_top_left_one_has_a_value(self, ranges, left):
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
        assert (
            list(raw(workbook({"F": f"{self.MERGED}<mergeCells>{merged}</mergeCells>"}))["F"]) == left.split()
        )

    def test_where_the_top_left_one_is_empty_they_all_are(self):
        sheet = data(row(1, cell("B1", "2"))) + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        assert raw(workbook({"F": sheet})) == {"F": {}}

    def test_a_merged_title_above_the_header(self):
        book = openpyxl.load_workbook(io.BytesIO(files.xlsx(valid_return())))
        book["Partenaires"].insert_rows(1)
        book["Partenaires"]["A1"] = "Liste des partenaires"
        book["Partenaires"].merge_cells("A1:E1")
        assert meaning(read(saved(book))) == meaning(read(valid_return()))


class TestSheets:
    def test_hidden_sheets_rows_and_columns_are_read(self):
        book = openpyxl.load_workbook(io.BytesIO(files.xlsx(valid_return())))
        book["Synthèse"].sheet_state = "veryHidden"
        book["Gouvernance"].sheet_state = "hidden"
        book["Partenaires"].row_dimensions[3].hidden = True
        book["Partenaires"].column_dimensions["B"].hidden = True
        assert meaning(read(saved(book))) == meaning(read(valid_return()))

    @pytest.mark.parametrize("kind", ["chartsheet", "dialogsheet"])
    def test_charts_and_dialogs_are_no_sheets(self, kind):
        assert raw(
            workbook({"F": data(), "Graphique": data(row(1, cell("A1", "1")))}, kinds={"Graphique": kind})
        ) == {"F": {}}

    def test_sheets_come_in_the_order_of_the_workbook(self):
        assert list(raw(workbook({"Z": data(), "A": data(), "M": data()}))) == ["Z", "A", "M"]

    def test_two_sheets_may_not_have_one_name_but_a_file_may_say_so(self):
        data_ = workbook({"Partenaires": data(), "partenaires": data()})
        assert ("S06", "Partenaires", None, None, None) in facts(read(data_))

    def test_a_sheet_that_belongs_to_no_part_is_damage(self):
        links = relationships([("rId9", "x/worksheet", "worksheets/sheet1.xml")])
        assert refusal(workbook({"F": data()}, extra={"xl/_rels/workbook.xml.rels": links})) == "illisible"


class TestPackages:
    def test_the_strict_edition_is_read_alike(self):
        sheet = data(
            row(1, cell("A1", "0", "s"), cell("B1", "2023-10-05", "d"), cell("C1", str(SERIAL), style=1))
        )
        options = {"strings": "<si><t>un</t></si>", "styles": formats("dd/mm/yyyy")}
        strict = raw(workbook({"F": sheet}, strict=True, **options))
        assert strict == raw(workbook({"F": sheet}, **options)) == {"F": {"A1": "un", "B1": DAY, "C1": DAY}}

    def test_elements_may_bear_a_prefix(self):
        sheet = (
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        )
        sheet += '<x:row r="1"><x:c r="A1"><x:v>12</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        assert raw(workbook({"F": ""}, extra={"xl/worksheets/sheet1.xml": sheet})) == {"F": {"A1": 12.0}}

    def test_xml_laid_out_on_lines_is_read_alike(self):
        sheet = '\n<sheetData>\n <row r="1">\n  <c r="A1">\n   <v>12</v>\n  </c>\n </row>\n</sheetData>\n'
        assert raw(workbook({"F": sheet})) == {"F": {"A1": 12.0}}

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_parts_may_be_in_another_encoding(self, encoding):
        name = "utf-8" if encoding == "utf-8-sig" else encoding
        sheet = f'<?xml version="1.0" encoding="{name}"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        sheet += data(row(1, text("A1", "été"))) + "</worksheet>"
        assert raw(workbook({"F": ""}, extra={"xl/worksheets/sheet1.xml": sheet.encode(encoding)})) == {
            "F": {"A1": "été"}
        }

    @pytest.mark.parametrize(
        "target",
        [
            "worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
        ],
    )
    def test_targets_may_be_absolute_or_in_another_case(self, target):
        links = relationships([("rId1", "x/worksheet", target)])
        made = workbook({"F": data(row(1, cell("A1", "1")))}, extra={"xl/_rels/workbook.xml.rels": links})
        assert raw(made) == {"F": {"A1": 1.0}}

    def test_a_workbook_without_shared_texts_and_styles_is_whole(self):
        assert refusal(workbook({"F": data()})) is None
