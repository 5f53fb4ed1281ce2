"""The page links to the release's other files, with their sizes."""

import pytest

from orchestration.page.downloads import table_files, whole_files
from tests.unit.audit.small_world import small_contract
from tests.unit.page.editions import page, plain, section, text


@pytest.fixture
def folder(tmp_path):
    """A release's folder: two whole files, and two formats of one table."""
    (tmp_path / "indicateurs.xlsx").write_bytes(b"x" * 232_000)
    (tmp_path / "cites.duckdb").write_bytes(b"x" * 1_200_000)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.html").write_bytes(b"x" * 3000)
    for extension, octets in (("csv", 812), ("parquet", 7000)):
        (tmp_path / extension).mkdir()
        (tmp_path / extension / f"indicateurs_nationaux.{extension}").write_bytes(b"x" * octets)
    return tmp_path


def test_whole_files_are_linked_from_the_pages_own_folder(folder):
    told = [(link.href, plain(link.size)) for link in whole_files(folder)]
    assert told == [
        ("../indicateurs.xlsx", "232 ko"),
        ("../cites.duckdb", "1,2 Mo"),
        ("../docs/index.html", "3 ko"),
    ]


def test_every_table_has_a_line_with_the_formats_that_are_there(folder):
    national, *others = table_files(folder, small_contract())
    assert [(link.href, link.name, plain(link.size)) for link in national.links] == [
        ("../csv/indicateurs_nationaux.csv", "CSV", "812 octets"),
        ("../parquet/indicateurs_nationaux.parquet", "Parquet", "7 ko"),
    ]
    assert len(others) == len(small_contract().released) - 1
    assert not any(table.links for table in others)


def test_every_link_of_the_page_names_its_format_and_size(folder):
    told = text("<p" + section(page(folder=folder), "telechargements"))
    assert "Classeur Excel (xlsx, 232 ko)" in told
    assert "CSV (812 octets)" in told
