"""CSV members of a zip: encodings, delimiters, lines (return.md, "Containers")."""

import pytest

from tests.making import files
from tests.making.disorder import titled
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, members_of
from tests.unit.reading.asking import facts, meaning, read, refusal, texts, values

PARTNERS = "siret;nom;categorie;date_entree"
PARTNER = "30000000700017;Structure 1;association;01/01/2022"


def with_partners(content):
    """A valid return whose partners are these bytes or this text."""
    members = members_of(files.csv_zip(valid_return()))
    members["Partenaires.csv"] = content if isinstance(content, bytes) else content.encode()
    return read(archive(members))


@pytest.fixture(scope="module")
def plain():
    return meaning(read(valid_return(commentaire="Été à l'école"), "zip"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_every_delimiter_encoding_and_line_end_is_read_alike(plain, delimiter, encoding, newline):
    book = valid_return(commentaire="Été à l'école")
    reading = read(book, "zip", delimiter=delimiter, encoding=encoding, newline=newline)
    assert facts(reading) == []
    assert meaning(reading) == plain


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_utf_16_of_either_order_has_a_mark(self, encoding):
        reading = with_partners("\ufeff".encode(encoding) + f"{PARTNERS}\n{PARTNER} é".encode(encoding))
        assert len(reading.sheets["partenaires"].rows) == 1

    def test_letters_of_windows_are_read(self):
        reading = with_partners(
            f"{PARTNERS}\r\n30000000700017;Cœur d’Été – 5 €;association;01/01/2022".encode("cp1252")
        )
        assert values(reading, "partenaires", "nom") == ["Cœur d’Été – 5 €"]

    def test_what_can_be_utf_8_is_utf_8(self):
        assert values(
            with_partners(f"{PARTNERS}\n30000000700017;Ã©;association;01/01/2022"), "partenaires", "nom"
        ) == ["Ã©"]

    @pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
    def test_a_byte_that_no_encoding_knows_is_refused(self, byte):
        reading = with_partners(PARTNERS.encode() + b"\n" + bytes([byte]))
        assert (reading.refusal, reading.detail) == ("encodage", {"feuille": "Partenaires"})

    @pytest.mark.parametrize("content", [b"\xef\xbb\xbf\xe9", b"\xff\xfea", b"\xff\xfe\x00\xd8"])
    def test_a_mark_that_lies_is_refused(self, content):
        assert with_partners(content).refusal == "encodage"

    @pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n\r\n"])
    def test_an_empty_member_is_a_sheet_without_a_header(self, content):
        assert facts(with_partners(content)) == [("S02", "Partenaires", None, None, None)]

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_utf_16_without_its_mark_is_refused(self, encoding):
        content = f"{PARTNERS}\n30000000700017;ab;association;01/01/2022".encode(encoding)
        assert with_partners(content).refusal == "encodage"

    def test_a_nul_among_the_letters_is_dropped_as_other_control_characters_are(self):
        reading = with_partners(f"{PARTNERS}\n30000000700017;a\0b;association;01/01/2022".encode())
        assert (reading.refusal, reading.sheets["partenaires"].columns["nom"].values) == (None, ["ab"])


class TestDelimiters:
    def test_each_member_has_its_own(self):
        members = members_of(files.csv_zip(valid_return()))
        commas = members_of(files.csv_zip(valid_return(), delimiter=","))
        tabs = members_of(files.csv_zip(valid_return(), delimiter="\t"))
        mixed = members | {"Aller-vers.csv": commas["Aller-vers.csv"], "Synthèse.csv": tabs["Synthèse.csv"]}
        assert meaning(read(archive(mixed))) == meaning(read(archive(members)))

    def test_it_is_the_one_of_the_header_not_of_the_data(self):
        reading = with_partners(f"{PARTNERS}\n30000000700017;A, B, C, D, E, F, G;association;01/01/2022")
        assert values(reading, "partenaires", "nom") == ["A, B, C, D, E, F, G"]

    def test_titles_above_the_header_do_not_matter(self):
        reading = with_partners(f"Liste, au 31/12, des partenaires, a, b, c\n{PARTNERS}\n{PARTNER}")
        assert facts(reading) == []
        assert reading.sheets["partenaires"].rows == [3]

    def test_an_incomplete_header_decides_as_well(self):
        reading = with_partners("siret,nom,date_entree\n30000000700017,a;b;c,01/01/2022")
        assert facts(reading) == [("S03", "Partenaires", "categorie", None, None)]
        assert values(reading, "partenaires", "nom") == ["a;b;c"]

    def test_quoted_delimiters_are_text(self):
        reading = with_partners(f'{PARTNERS}\n30000000700017;"a;""b"";c";association;01/01/2022')
        assert values(reading, "partenaires", "nom") == ['a;"b";c']

    def test_a_text_full_of_other_delimiters_is_one_value(self):
        reading = with_partners(f"{PARTNERS}\n30000000700017;{',' * 300}\t{',' * 300};association;01/01/2022")
        assert (reading.refusal, reading.sheets["partenaires"].rows) == (None, [2])

    def test_the_hint_for_excel_is_a_title(self):
        reading = with_partners(f"sep=;\n{PARTNERS}\n{PARTNER}")
        assert (facts(reading), reading.sheets["partenaires"].rows) == ([], [3])


class TestLines:
    @pytest.mark.parametrize("newline", ["\r\n", "\n"])
    def test_a_record_stands_on_the_line_where_it_starts(self, newline):
        lines = [
            "Titre sur",
            '"deux',
            'lignes"',
            PARTNERS,
            "",
            '30000000700017;"a',
            "b",
            'c";association;01/01/2022',
            PARTNER,
        ]
        reading = with_partners(newline.join(lines))
        assert reading.sheets["partenaires"].rows == [6, 9]
        assert values(reading, "partenaires", "nom") == ["a b c", "Structure 1"]

    def test_the_last_line_needs_no_end(self):
        assert with_partners(f"{PARTNERS}\n{PARTNER}").sheets["partenaires"].rows == [2]
        assert with_partners(f"{PARTNERS}\n{PARTNER}\n\n").sheets["partenaires"].rows == [2]

    def test_titles_move_the_lines(self):
        assert read(titled(valid_return().grids(), 4), "zip").sheets["aller_vers"].rows == [6, 7]

    def test_no_cell_has_an_address(self):
        sheets = read(valid_return(), "zip").sheets
        assert {name: sheet.letters for name, sheet in sheets.items() if sheet.letters} == {}
        assert {place.cell for sheet in sheets.values() for place in sheet.places.values()} == {None}
        assert sheets["partenaires"].place("nom", 0).cell is None


class TestRecords:
    def test_short_and_long_records_are_read(self):
        reading = with_partners(f"{PARTNERS}\n30000000700017;a\n{PARTNER};;;sous aucun titre")
        assert values(reading, "partenaires", "categorie") == [None, "association"]

    def test_a_huge_field_is_read(self):
        reading = with_partners(f"{PARTNERS}\n30000000700017;{'x' * 500_000};association;01/01/2022")
        assert len(values(reading, "partenaires", "nom")[0]) == 500_000

    def test_a_quote_that_never_closes_loses_rows_but_nothing_crashes(self):
        reading = with_partners(f'{PARTNERS}\n"{PARTNER}\n{PARTNER}')
        assert facts(reading) == []
        assert (
            reading.sheets["partenaires"].rows == []
        )  # all the rest is one text, and one text alone is a note

    def test_everything_is_text_and_typed_by_the_contract(self):
        reading = read(valid_return(etp_coordination=1.5), "zip")
        assert values(reading, "identification", "etp_coordination") == [1.5]
        assert texts(reading, "identification", "etp_coordination") == ["1,5"]
        assert values(reading, "identification", "validee_etat") == [True]


class TestMembers:
    @pytest.mark.parametrize("encoding", ["cp437", "utf-8"])
    def test_names_with_accents_are_understood_without_the_flag_of_their_encoding(self, encoding):
        name = "Synthèse".encode(encoding).ljust(9)
        data = files.csv_zip(valid_return()).replace("Synthèse".encode(), name)
        assert facts(read(without_utf8_flags(data))) == []

    def test_extensions_are_read_in_any_case(self):
        members = {
            name.replace(".csv", ".CSV"): content
            for name, content in members_of(files.csv_zip(valid_return())).items()
        }
        assert facts(read(archive(members))) == []

    def test_an_unknown_member_is_known_by_its_stem(self):
        data = files.csv_zip(valid_return(), extra={"dossier/notes.internes.csv": b"a;b\n1;2"})
        assert facts(read(data)) == [("S07", "notes.internes", None, None, None)]

    def test_a_member_that_is_cut_short_is_damage(self):
        data = bytearray(files.csv_zip(valid_return()))
        entry = data.index(b"PK\x01\x02")
        data[entry + 16] ^= 0xFF  # the checksum
        assert refusal(bytes(data)) == "illisible"


def without_utf8_flags(data):
    """The same zip, whose names do not say that they are UTF-8."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        position = changed.find(signature)
        while position >= 0:
            changed[position + offset] &= ~0x08 & 0xFF
            position = changed.find(signature, position + 4)
    return bytes(changed)
