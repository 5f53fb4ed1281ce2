"""What gets a file refused before it is read, whatever its extension (return.md; rule S01)."""

import dataclasses
import io
import random
import zipfile

import pytest
import xlsxwriter

from orchestration.submissions.reading.containers import Refused, open_container
from orchestration.submissions.reading.reader import ReturnReader
from tests.making import files, opendocument
from tests.making.returns import valid_return
from tests.making.spreadsheetml import SHEET_TYPE, archive, members_of, workbook
from tests.unit.reading.asking import CONTRACT, LIMITS, facts, read, refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXCEL = "application/vnd.ms-excel"
MIB = 2**20


def sheets_only(**options):
    return workbook({"Identification": "<sheetData/>"}, **options)


def noise(size, seed=1):
    """Bytes that do not compress."""
    return random.Random(seed).randbytes(size)


class TestThreeContainers:
    @pytest.mark.parametrize(("container", "kind"), [("xlsx", "xlsx"), ("ods", "ods"), ("zip", "csv")])
    def test_are_told_apart_by_content(self, container, kind):
        assert open_container(files.make(valid_return(), container), LIMITS).kind == kind

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b" ",
            b"P",
            b"PK",
            b"champ;valeur\r\nmodele;1\r\n",
            "\ufeffchamp;valeur".encode(),
            b"<!DOCTYPE html><html><table><tr><td>champ</td></tr></table></html>",
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            b"%PDF-1.7\n",
            b"{}",
            b"\x00" * 1000,
            b"\x1f\x8b\x08\x00" + b"\x00" * 100,
            b"7z\xbc\xaf\x27\x1c" + b"\x00" * 100,
            b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x00" * 100,
        ],
    )
    def test_anything_else_is_refused(self, data):
        assert refusal(data) == "contenu"

    @pytest.mark.parametrize(
        "main_type",
        [
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "application/xml",
            "",
        ],
    )
    def test_packages_that_are_no_workbooks_are_refused(self, main_type):
        assert refusal(sheets_only(main_type=main_type)) == "contenu"

    @pytest.mark.parametrize("kind", ["text", "presentation", "graphics", "formula"])
    def test_open_documents_that_are_no_spreadsheets_are_refused(self, kind):
        mimetype = f"application/vnd.oasis.opendocument.{kind}"
        assert refusal(opendocument.package_of(opendocument.document(""), mimetype=mimetype)) == "contenu"

    def test_the_type_may_be_a_default_of_the_package(self):
        default = f'<Default Extension="xml" ContentType="{SHEET_TYPE}"/>'
        assert refusal(sheets_only(main_type="application/xml", defaults=default)) is None


class TestOldAndEncrypted:
    def test_an_old_workbook(self):
        assert refusal(OLE + bytes(504) + "Workbook\0".encode("utf-16-le") + bytes(512)) == "excel_ancien"

    def test_a_very_old_workbook(self):
        assert refusal(OLE + bytes(504) + "Book\0".encode("utf-16-le") + bytes(512)) == "excel_ancien"

    def test_an_encrypted_workbook(self):
        streams = "EncryptionInfo\0".encode("utf-16-le") + "EncryptedPackage\0".encode("utf-16-le")
        assert refusal(OLE + bytes(504) + streams) == "chiffre"

    def test_another_file_in_that_envelope(self):
        assert refusal(OLE + bytes(504) + "WordDocument\0".encode("utf-16-le")) == "contenu"

    def test_an_encrypted_open_document(self):
        data = opendocument.package_of("", manifest_extra="<manifest:encryption-data/>")
        assert refusal(data) == "chiffre"

    def test_an_open_document_encrypted_as_a_whole(self):
        members = members_of(files.ods(valid_return())) | {"encrypted-package": noise(1000)}
        del members["content.xml"]
        assert refusal(archive(members)) == "chiffre"

    @pytest.mark.parametrize("container", ["xlsx", "zip"])
    def test_encrypted_members(self, container):
        data = bytearray(files.make(valid_return(), container))
        entry = data.index(b"PK\x01\x02")
        data[entry + 8] |= 1
        assert refusal(bytes(data)) == "chiffre"


class TestMacrosTemplatesBinaries:
    @pytest.mark.parametrize(
        ("main_type", "reason"),
        [
            (f"{EXCEL}.sheet.macroEnabled.main+xml", "macros"),
            (f"{EXCEL}.template.macroEnabled.main+xml", "macros"),
            (f"{EXCEL}.addin.macroEnabled.main+xml", "macros"),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "modele"),
            (f"{EXCEL}.sheet.binary.macroEnabled.main", "binaire"),
            (SHEET_TYPE.upper(), None),
        ],
    )
    def test_by_the_type_of_the_main_part(self, main_type, reason):
        assert refusal(sheets_only(main_type=main_type)) == reason

    def test_a_workbook_that_only_says_that_it_has_no_macros(self):
        assert refusal(sheets_only(extra={"xl/vbaProject.bin": noise(100)})) == "macros"

    def test_macros_under_another_name(self):
        part = f'<Override PartName="/xl/a.bin" ContentType="{EXCEL[:-8]}ms-office.vbaProject"/>'
        assert refusal(sheets_only(defaults=part)) == "macros"

    def test_macro_sheets(self):
        part = f'<Override PartName="/xl/macrosheets/sheet1.xml" ContentType="{EXCEL}.macrosheet+xml"/>'
        assert refusal(sheets_only(defaults=part)) == "macros"

    def test_a_package_that_merely_knows_the_type(self):
        default = f'<Default Extension="bin" ContentType="{EXCEL[:-8]}ms-office.vbaProject"/>'
        assert refusal(sheets_only(defaults=default)) is None

    def test_a_workbook_written_with_macros(self):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            book.add_worksheet("Identification")
            book.add_vba_project(io.BytesIO(noise(500)), True)
        assert refusal(buffer.getvalue()) == "macros"

    def test_an_open_document_template(self):
        mimetype = f"{opendocument.MIMETYPE}-template"
        assert refusal(opendocument.package_of(opendocument.document(""), mimetype=mimetype)) == "modele"


class TestZips:
    @pytest.mark.parametrize(
        "members",
        [
            {},
            {"lisez-moi.txt": "bonjour"},
            {"__MACOSX/identification.csv": "champ;valeur"},
            {"dossier/.identification.csv": "champ;valeur"},
            {".cache/identification.csv": "champ;valeur"},
            {"identification.csv.bak": "champ;valeur"},
            {"identification.csv/": ""},
        ],
        ids=["empty", "text", "macosx", "dot file", "dot folder", "backup", "folder"],
    )
    def test_a_zip_without_any_csv_is_refused(self, members):
        assert refusal(archive(members)) == "sans_csv"

    def test_what_systems_add_is_ignored(self):
        added = {
            "__MACOSX/._identification.csv": b"\x00\x05\x16\x07",
            "__MACOSX/identification.csv": b"champ;valeur",
            ".identification.csv": b"champ;valeur",
            "sous/.DS_Store": b"\x00",
            "Thumbs.db": OLE,
            "lisez-moi.txt": b"bonjour",
        }
        assert facts(read(files.csv_zip(valid_return(), extra=added))) == []

    @pytest.mark.parametrize("folder", ["", "remontée 2023-T4/", "a/b/c/", "./", "a\\b\\"])
    def test_the_members_may_lie_in_a_folder(self, folder):
        assert facts(read(files.csv_zip(valid_return(), folder=folder))) == []


class TestPaths:
    @pytest.mark.parametrize(
        "path",
        [
            *[
                "/etc/passwd",
                "../identification.csv",
                "a/../../b.csv",
                "a/..",
                "..",
                "\\windows\\b.csv",
                "..\\b.csv",
            ],
            *[
                "a\\..\\b.csv",
                "C:\\b.csv",
                "c:/b.csv",
                "C:b.csv",
                "\\\\serveur\\partage\\b.csv",
                "//serveur/b.csv",
            ],
        ],
    )
    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    def test_absolute_ones_and_those_that_climb_are_refused(self, container, path):
        members = members_of(files.make(valid_return(), container)) | {path: b"x"}
        assert refusal(archive(members)) == "chemins"

    @pytest.mark.parametrize("path", ["a..b/c.txt", "...", "notes..txt", "a/.../b.txt"])
    def test_dots_in_names_are_no_climbing(self, path):
        assert refusal(files.csv_zip(valid_return(), extra={path: b"x"})) is None


class TestSizes:
    def test_twenty_mebibytes_may_be_looked_at_and_one_byte_more_may_not(self):
        members = members_of(files.csv_zip(valid_return())) | {"annexe.pdf": bytes(19 * MIB)}
        data = archive(members, zipfile.ZIP_STORED)
        comment = 20 * MIB - len(data)
        exact = data[:-2] + min(comment, 65_535).to_bytes(2, "little") + bytes(comment)
        assert len(exact) == 20 * MIB
        assert refusal(exact) != "taille"
        assert refusal(exact + b"\0") == "taille"

    def test_content_above_the_limit_is_refused_by_its_sum(self):
        limits = dataclasses.replace(LIMITS, unpacked_bytes=3000)
        members = {"identification.csv": noise(1000), "b.bin": noise(1000), "c.bin": noise(1000)}
        assert open_container(archive(members), limits).kind == "csv"
        with pytest.raises(Refused, match="decompression"):
            open_container(archive(members | {"d.bin": b"x"}), limits)

    def test_the_contract_allows_twenty_and_two_hundred_mebibytes(self):
        assert (LIMITS.file_bytes, LIMITS.unpacked_bytes) == (20 * MIB, 200 * MIB)

    def test_a_member_above_ten_mebibytes_may_be_a_hundred_times_its_compressed_size(self):
        small = {"identification.csv": b"champ;valeur"}
        assert (
            refusal(archive(small | {"b.bin": bytes(10 * MIB)})) is None
        )  # about 1000 times, but not above 10 MiB
        assert refusal(archive(small | {"b.bin": bytes(10 * MIB + 1)})) == "ratio"
        assert (
            refusal(archive(small | {"b.bin": noise(MIB) + bytes(19 * MIB)})) is None
        )  # 20 MiB, about 20 times

    def test_a_member_that_lies_about_its_size_yields_no_more_than_it_declares(self):
        data = bytearray(archive({"identification.csv": b"champ;valeur\r\n" * 1000}))
        entry = data.index(b"PK\x01\x02")
        data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
        assert refusal(bytes(data)) == "illisible"

    @pytest.mark.parametrize(
        ("container", "part"), [("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml")]
    )
    def test_a_part_of_a_workbook_that_lies_about_its_size_is_refused(self, container, part):
        members = members_of(files.make(valid_return(), container))
        data = bytearray(archive(members | {part: members[part] + b"<!-- " + b"x" * 5 * MIB + b" -->"}))
        entry = data.rindex(part.encode()) - 46
        data[entry + 24 : entry + 28] = len(members[part]).to_bytes(4, "little")
        assert refusal(bytes(data)) == "illisible"

    def test_what_is_refused_says_how_much_it_was(self):
        assert read(bytes(LIMITS.file_bytes + 1)).detail == {"octets": LIMITS.file_bytes + 1}


class TestDimensions:
    """A small contract's limits: the rule is the same at 100,000 rows and 200 columns."""

    LIMITS = dataclasses.replace(LIMITS, rows=50, columns=30)

    def refused(self, data):
        contract = dataclasses.replace(CONTRACT.submission, limits=self.LIMITS)
        return ReturnReader(contract, CONTRACT.reference).read(data).refusal

    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    @pytest.mark.parametrize("sheet", ["Partenaires", "Notes"])
    @pytest.mark.parametrize(("rows", "reason"), [(50, None), (51, "dimensions")])
    def test_rows_that_hold_values(self, container, sheet, rows, reason):
        grids = valid_return().grids() | {sheet: [["x"]] * rows}
        assert self.refused(files.make(grids, container)) == reason

    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    @pytest.mark.parametrize("sheet", ["Partenaires", "Notes"])
    @pytest.mark.parametrize(("columns", "reason"), [(30, None), (31, "dimensions")])
    def test_columns_that_hold_values(self, container, sheet, columns, reason):
        grids = valid_return().grids() | {sheet: [["x"] * columns]}
        assert self.refused(files.make(grids, container)) == reason

    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    def test_columns_count_over_the_whole_sheet(self, container):
        staircase = [[None] * number + ["x"] for number in range(31)]
        assert (
            self.refused(files.make(valid_return().grids() | {"Notes": staircase}, container)) == "dimensions"
        )

    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    def test_empty_rows_and_columns_do_not_count(self, container):
        far = [[None] * 100] * 200 + [[None] * 100 + ["x"]]
        assert self.refused(files.make(valid_return().grids() | {"Notes": far}, container)) is None

    def test_repeated_cells_and_rows_of_an_open_document_count(self):
        cell = (
            '<table:table-cell office:value-type="string" table:number-columns-repeated="{}">'
            "<text:p>x</text:p></table:table-cell>"
        )
        row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
        table = '<table:table table:name="Notes">{}</table:table>'
        made = [
            (50, 1, None),
            (51, 1, "dimensions"),
            (1, 30, None),
            (1, 31, "dimensions"),
        ]
        for rows, columns, reason in made:
            content = opendocument.document(table.format(row.format(rows, cell.format(columns))))
            assert self.refused(opendocument.package_of(content)) == reason, (rows, columns)

    def test_the_contract_allows_a_hundred_thousand_rows_and_two_hundred_columns(self):
        assert (LIMITS.rows, LIMITS.columns) == (100_000, 200)


class TestEntities:
    DECLARED = '<?xml version="1.0" encoding="{0}"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    @pytest.mark.parametrize(
        "part",
        [
            "xl/workbook.xml",
            "docProps/app.xml",
            "xl/drawings/vmlDrawing1.vml",
            "xl/_rels/other.rels",
            "xl/a.XML",
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
    def test_are_refused_in_every_part_read_or_not(self, part, encoding):
        declared = self.DECLARED.format(encoding).encode(encoding)
        assert refusal(sheets_only(extra={part: declared})) == "entites"

    def test_utf_16_is_known_by_its_first_bytes(self):
        declared = self.DECLARED.format("UTF-16").encode("utf-16-be")
        assert refusal(sheets_only(extra={"docProps/app.xml": b"\xfe\xff" + declared})) == "entites"

    @pytest.mark.parametrize(
        "prolog",
        [
            '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/a.dtd">]>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            "<!-- " + "x" * 100_000 + ' --><!DOCTYPE x [<!ENTITY a "b">]>',
            '<?pi ?>\n\n<!DOCTYPE x [<!-- > --><!ENTITY a "b">]>',
        ],
        ids=["parameter", "external", "far", "hidden"],
    )
    def test_of_every_kind_wherever_the_prolog_puts_them(self, prolog):
        assert refusal(sheets_only(extra={"docProps/core.xml": f"{prolog}<x/>"})) == "entites"

    def test_in_an_open_document(self):
        content = opendocument.document("").replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
        assert refusal(opendocument.package_of(content)) == "entites"

    def test_in_the_types_of_a_package(self):
        assert refusal(archive({"[Content_Types].xml": self.DECLARED.format("utf-8")})) == "entites"

    @pytest.mark.parametrize(
        "prolog",
        [
            "<!-- <!ENTITY a 'b'> -->",
            "<!DOCTYPE x>",
            '<!DOCTYPE x [<!ELEMENT x ANY><!ATTLIST x y CDATA "1">]>',
            "\ufeff",
            "\n\n",
        ],
    )
    def test_what_declares_no_entity_is_read(self, prolog):
        assert refusal(sheets_only(extra={"docProps/app.xml": f"{prolog}<x>&lt;!ENTITY</x>"})) is None

    def test_the_word_in_a_cell_is_a_text(self):
        assert refusal(files.xlsx(valid_return(commentaire='<!ENTITY a "b">'))) is None


class TestDamage:
    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    @pytest.mark.parametrize("tenths", range(1, 10))
    def test_a_truncated_file_is_refused(self, container, tenths):
        data = files.make(valid_return(), container)
        assert refusal(data[: len(data) * tenths // 10]) == "tronque"

    @pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
    def test_a_file_that_lacks_its_last_byte_is_refused(self, container):
        assert refusal(files.make(valid_return(), container)[:-1]) == "tronque"

    @pytest.mark.parametrize(
        "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/worksheets/sheet1.xml"]
    )
    def test_a_workbook_without_one_of_its_parts_is_refused(self, part):
        members = members_of(files.xlsx(valid_return()))
        del members[part]
        assert refusal(archive(members)) == "illisible"

    @pytest.mark.parametrize(
        "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    )
    def test_a_part_that_is_no_xml_is_refused(self, part):
        members = members_of(files.xlsx(valid_return()))
        assert refusal(archive(members | {part: members[part][:-20]})) == "illisible"

    def test_an_open_document_without_content_is_refused(self):
        members = members_of(files.ods(valid_return()))
        del members["content.xml"]
        assert refusal(archive(members)) == "illisible"

    def test_other_compressions_than_office_suites_use_are_refused(self):
        members = members_of(files.csv_zip(valid_return()))
        assert refusal(archive(members, zipfile.ZIP_LZMA)) == "illisible"
        assert refusal(archive(members, zipfile.ZIP_BZIP2)) == "illisible"
        assert refusal(archive(members, zipfile.ZIP_STORED)) is None

    def test_a_refusal_stands_alone(self):
        reading = read(files.xlsx(valid_return())[:-1])
        assert (reading.facts, reading.sheets) == ([], {})
