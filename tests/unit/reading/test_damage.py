"""Damaged and hostile bytes: a refusal or a reading, never an exception."""

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.submissions.reading.refusals import REASONS
from orchestration.submissions.reading.wire import dumps, loads
from tests.making import files, opendocument
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, cell, data, members_of, row, text, workbook
from tests.unit.reading.asking import read, reader, refusal

CONTAINERS = ("xlsx", "ods", "zip")
ORIGINALS = {container: files.make(valid_return(), container) for container in CONTAINERS}
UNPACKED = {container: members_of(content) for container, content in ORIGINALS.items()}


def survives(data_):
    """The file is read or refused; what comes out can be sent."""
    reading = reader().read(data_)
    assert reading.refusal is None or reading.refusal in REASONS
    assert loads(dumps(reading)) == reading
    return reading


@settings(max_examples=150, deadline=None)
@given(
    container=st.sampled_from(CONTAINERS),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=8),
)
def test_flipped_bytes_never_crash(container, flips):
    damaged = bytearray(ORIGINALS[container])
    for where, mask in flips:
        damaged[int(where * len(damaged))] ^= mask
    survives(bytes(damaged))


@settings(max_examples=150, deadline=None)
@given(
    container=st.sampled_from(CONTAINERS),
    member=st.integers(0, 50),
    where=st.floats(0, 1, exclude_max=True),
    mask=st.integers(1, 255),
)
def test_flipped_bytes_inside_a_member_never_crash(container, member, where, mask):
    members = dict(UNPACKED[container])
    name = sorted(members)[member % len(members)]
    content = bytearray(members[name] or b" ")
    content[int(where * len(content))] ^= mask
    survives(archive(members | {name: bytes(content)}))


@settings(max_examples=60, deadline=None)
@given(container=st.sampled_from(CONTAINERS), start=st.floats(0, 1), length=st.floats(0, 0.5))
def test_a_missing_piece_never_crashes(container, start, length):
    whole = ORIGINALS[container]
    begin = int(start * len(whole))
    survives(whole[:begin] + whole[begin + int(length * len(whole)) :])


@settings(max_examples=100, deadline=None)
@given(
    content=st.binary(max_size=300),
    head=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_never_crash(content, head):
    survives(head + content)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_in_a_csv_never_crash(content):
    survives(files.csv_zip(valid_return(), extra={"autre/partenaires.csv": content}))


@settings(max_examples=100, deadline=None)
@given(content=st.text(alphabet="<>/=\"'& crtsvi1A:é\n", max_size=80))
def test_any_xml_in_a_sheet_never_crashes(content):
    survives(workbook({"Partenaires": f"<sheetData>{content}</sheetData>"}))
    survives(opendocument.package_of(opendocument.document(content)))


def test_a_zip_bomb_of_one_member_is_refused_without_unpacking():
    bomb = archive(UNPACKED["xlsx"] | {"xl/worksheets/sheet1.xml": bytes(50 * 2**20)})
    assert len(bomb) < 2**20
    assert refusal(bomb) == "ratio"


def test_a_zip_in_a_zip_in_a_zip_is_not_opened():
    inner = archive({"identification.csv": "champ;valeur"})
    assert refusal(archive({"un.zip": archive({"deux.zip": inner})})) == "sans_csv"


def test_many_tiny_members_are_no_harm():
    members = {f"dossier/{number}.txt": b"" for number in range(5_000)}
    assert refusal(archive(UNPACKED["zip"] | members, zipfile.ZIP_STORED)) is None


def test_overlapping_members_are_counted_each():
    """Every entry of the directory points at the same compressed bytes."""
    one = archive({"a.csv": random.Random(1).randbytes(100_000) + bytes(9_900_000)})
    local, directory = (
        one[: one.index(b"PK\x01\x02")],
        one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")],
    )
    count = 25
    end = bytearray(one[one.index(b"PK\x05\x06") :])
    end[8:12] = count.to_bytes(2, "little") * 2
    end[12:16] = (len(directory) * count).to_bytes(4, "little")
    assert refusal(local + directory * count + bytes(end)) == "decompression"


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_elements_nested_without_end_are_no_harm(depth):
    assert survives(workbook({"F": "<a>" * depth + "</a>" * depth})).refusal is None
    assert (
        survives(opendocument.package_of(opendocument.document("<a>" * depth + "</a>" * depth))).refusal
        == "illisible"
    )


def test_the_longest_text_of_a_cell_is_read():
    sheet = data(
        row(1, text("A1", "champ"), text("B1", "valeur")),
        row(2, text("A2", "commentaire"), text("B2", "é" * 32_767)),
    )
    reading = read(workbook({"Identification": sheet}))
    assert reading.sheets["identification"].columns["commentaire"].values == ["é" * 32_767]


def test_control_characters_and_odd_letters_travel():
    sheet = data(
        row(1, text("A1", "champ"), text("B1", "valeur")),
        row(2, text("A2", "commentaire"), text("B2", "a_x0007_b\U0001f600 _xD83D_")),
    )
    reading = read(workbook({"Identification": sheet}))
    assert loads(dumps(reading)) == reading
    assert reading.sheets["identification"].columns["commentaire"].values == ["ab\U0001f600 _xD83D_"]


def test_a_style_or_text_number_beyond_reason_is_damage_or_nothing():
    assert (
        refusal(workbook({"F": data(row(1, cell("A1", "9" * 50, "s")))}, strings="<si><t>a</t></si>")) is None
    )
    assert refusal(workbook({"F": data(row(1, cell("A1", "1", style=10**30)))}, styles="<cellXfs/>")) is None


def test_a_file_with_a_zip_behind_other_bytes_is_no_container():
    buffer = io.BytesIO(b"MZ\x90\x00" + ORIGINALS["xlsx"])
    assert refusal(buffer.getvalue()) == "contenu"
