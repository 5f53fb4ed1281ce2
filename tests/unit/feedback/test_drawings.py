"""Text boxes go along as they are; what leads to other parts, or could run, does not."""

import io
import struct
import zlib

import pytest
import xlsxwriter

from orchestration.feedback.workbook.drawings import is_plain
from orchestration.template import find_cite, write_template
from tests.making import spreadsheetml as xml
from tests.making.files import grids_of
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT
from tests.unit.feedback.returning import give_back

LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def drawing(shape):
    return f'<xdr:wsDr xmlns:xdr="{SPACE}" xmlns:r="{LINKS}" xmlns:a="a">{shape}</xdr:wsDr>'.encode()


def sent_with(dress):
    """A return with a mistake, its Aller-vers dressed by somebody with text boxes, links or pictures."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for name, grid in grids_of(valid_return().set("aller_vers", column="femmes", value=14)).items():
        page = workbook.add_worksheet(name)
        for row, values in enumerate(grid):
            page.write_row(row, 0, values)
        if name == "Aller-vers":
            dress(page)
    workbook.close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("shape", "plain"),
    [
        ('<xdr:sp macro="" textlink=""/>', True),
        ("<xdr:sp/>", True),
        ('<xdr:sp textlink="$A$1"/>', True),
        ('<xdr:sp macro="[0]!Lancer"/>', False),
        ('<xdr:sp textlink="[1]Feuil1!$A$1"/>', False),
        ('<xdr:pic><a:blip r:embed="rId1"/></xdr:pic>', False),
        ('<xdr:pic><a:blip r:link="rId1"/></xdr:pic>', False),
        ('<xdr:sp><a:hlinkClick r:id="rId1"/></xdr:sp>', False),
    ],
)
def test_a_drawing_is_plain_where_it_needs_and_runs_nothing(shape, plain):
    assert is_plain(drawing(shape)) == plain


def test_text_boxes_stay_where_they_are():
    sent = sent_with(lambda page: page.insert_textbox("P2", "À relire avec Paul"))
    returned = give_back(sent)
    before, after = xml.members_of(sent), xml.members_of(returned.data)
    assert after["xl/drawings/shapes1.xml"] == before["xl/drawings/drawing1.xml"]
    sheet = next(name for name in after if b"shapes1.xml" in after[name] and name.endswith("sheet5.xml.rels"))
    assert after[sheet].count(b"<Relationship ") == 3  # the shapes, our notes and their places
    assert b"/xl/drawings/shapes1.xml" in after["[Content_Types].xml"]


def test_a_drawing_stands_where_the_format_wants_it():
    data = give_back(sent_with(lambda page: page.insert_textbox("P2", "À relire"))).data
    sheet = xml.members_of(data)["xl/worksheets/sheet5.xml"]
    assert sheet.count(b"<drawing ") == 1
    assert sheet.index(b"</sheetData>") < sheet.index(b"<drawing ") < sheet.index(b"<legacyDrawing")


def test_nothing_is_said_of_text_boxes_that_stayed():
    returned = give_back(sent_with(lambda page: page.insert_textbox("P2", "À relire")))
    assert not [text for text in returned.texts() if "ne reprend pas" in text]


def test_a_text_box_with_a_link_is_left_out_and_said_so():
    def dress(page):
        page.insert_textbox("P2", "Notre site", {"url": "https://exemple.fr"})

    returned = give_back(sent_with(dress))
    assert not [name for name in xml.members_of(returned.data) if "shapes" in name]
    assert [text for text in returned.texts() if "ne reprend pas" in text]


def test_text_boxes_beside_a_chart_are_left_out_together():
    def dress(page):
        page.insert_textbox("P2", "À relire")
        page.insert_image("P9", "x.png", {"image_data": io.BytesIO(_pixel())})

    returned = give_back(sent_with(dress))
    assert not [name for name in xml.members_of(returned.data) if "shapes" in name or "media" in name]


def _pixel():
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_the_guide_of_the_template_comes_back_with_the_return():
    sent = write_template(CONTRACT, find_cite(CONTRACT, "cde-001"), "2023-T4", ())
    returned = give_back(sent)
    guides = [part for part in xml.members_of(returned.data).values() if b"Mode d'emploi de la" in part]
    assert len(guides) == 1
    assert not [text for text in returned.texts() if "ne reprend pas" in text]


def test_a_copy_of_a_copy_keeps_them():
    sent = sent_with(lambda page: page.insert_textbox("P2", "À relire avec Paul"))
    first = give_back(sent).data
    again = xml.members_of(give_back(first).data)
    assert "À relire avec Paul".encode() in again["xl/drawings/shapes1.xml"]
