"""Names in old code pages, and characters that nobody sees: what a sheet, a column or a value is called does not hang on them."""

import io
import zipfile

import pytest

from contracts.invisible import visible
from contracts.keys import action_key, key, name_key
from tests.making import files
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, members_of
from tests.unit.reading.asking import facts, meaning, read, refusal

INVISIBLE = [
    "\u00ad",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2065)),
    *map(chr, range(0x2066, 0x206A)),
    "\ufeff",
]
CONTROLS = ["\x00", "\x07", "\x08", "\x0e", "\x1a", "\x1b", "\x7f", "\x80", "\x9f"]
SPACES = ["\t", "\n", "\v", "\f", "\r", "\x1c", "\x1f", "\x85", "\u00a0", "\u2009", "\u202f", "\u3000"]


@pytest.mark.parametrize("character", INVISIBLE + CONTROLS, ids=ascii)
def test_what_nobody_sees_is_dropped(character):
    assert visible(f"a{character}b") == "ab"
    assert key(f"Code{character} QPV") == "codeqpv"
    assert name_key(f"Forbach{character}") == "forbach"
    assert action_key(f"A{character}1") == "a1"


@pytest.mark.parametrize("character", [*SPACES, "\u2010", "\u202f", "é", "\u2065", "👩"], ids=ascii)
def test_white_space_and_letters_stay(character):
    assert visible(f"a{character}b") == f"a{character}b"


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_a_return_reads_alike_with_them_everywhere(container):
    book = valid_return(trimestre="2023\u200b-T4", validee_etat="o\u00adui", commentaire="\u200e")
    for sheet in ("partenaires", "aller_vers"):
        for one in book.rows[sheet]:
            for name in ("siret", "siret_porteur", "nom", "intitule"):
                if name in one:
                    one[name] = f"\u2066{one[name]}\u2069"
    plain = valid_return()
    assert meaning(read(book, container)) == meaning(read(plain, container))


def member(name: bytes, content: str) -> tuple[str, str]:
    """A member whose name is written in these bytes, without the flag of UTF-8."""
    return name.decode("cp437"), content


def zipped(renamed: bytes) -> bytes:
    """A return as CSV whose Synthèse bears this name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members_of(files.make(valid_return(), "zip")).items():
            package.writestr("@" * len(renamed) if name == "synthese.csv" else name, content)
    return buffer.getvalue().replace(b"@" * len(renamed), renamed)


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp437", "cp1252", "mac_roman"])
@pytest.mark.parametrize("name", ["Synthèse.csv", "SYNTHÈSE.CSV"])
def test_a_members_name_is_read_under_the_first_code_page_that_makes_it_a_sheets(encoding, name):
    try:
        written = name.encode(encoding)
    except UnicodeEncodeError:
        return  # CP437 has no È: nothing can be written so
    assert meaning(read(zipped(written))) == meaning(read(valid_return(), "zip"))


def test_a_name_that_is_no_sheets_under_any_is_shown_under_the_first_that_holds():
    extra = files.csv_zip(valid_return(), extra={"@@@@@.csv": b"a;b\r\n1;2\r\n"})
    content = extra.replace(b"@@@@@", "févr.".encode("cp850"))
    assert ("S07", "févr.", None, None, None) in facts(read(content))


@pytest.mark.parametrize("end", [b"\x1a", b"\r\n\x1a", b"\0", b"\x1a\x1a\r\n"])
def test_a_control_character_at_the_end_of_a_csv_is_nothing(end):
    members = members_of(files.make(valid_return(), "zip"))
    ended = archive({name: content + end for name, content in members.items()})
    assert meaning(read(ended)) == meaning(read(valid_return(), "zip"))
    assert facts(read(ended)) == []


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"remontee/retour.xlsx": b"PK"}, "classeur_archive"),
        ({"retour.ODS": b"PK"}, "classeur_archive"),
        ({"__MACOSX/._retour.xlsx": b"PK", "lisez-moi.txt": b""}, "sans_csv"),
        ({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}, "numbers"),
        ({"retour.numbers/Index.zip": b"PK"}, "numbers"),
        ({"retour.numbers": b"PK"}, "numbers"),
    ],
)
def test_an_archive_without_csv_is_told_for_what_it_is(members, reason):
    assert refusal(archive(members)) == reason
