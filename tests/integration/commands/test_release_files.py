"""What a run leaves for people: the workbook, dbt's page, a database with its keys; all of it under the manifest."""

import json
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.making.returns import valid_return


@pytest.fixture
def release(desk) -> Path:
    """The folder of the release that a run made of two returns."""
    desk.drop("a.xlsx", valid_return())
    desk.drop("b.ods", valid_return("cde-002"), container="ods")
    desk.run()
    return Path(desk.url) / "releases" / desk.releases()[0]["release"]


def test_a_release_has_what_managers_analysts_and_engineers_open(release, desk):
    stated = {entry["chemin"] for entry in json.loads((release / "manifest.json").read_bytes())["fichiers"]}
    assert {"indicateurs.xlsx", "docs/index.html", "cites.duckdb", "csv/indicateurs_cites.csv"} <= stated
    assert desk.ask("page").out == f"page: {release}/page/index.html\n"

    page = (release / "docs" / "index.html").read_text(encoding="utf-8")
    assert '"model.cites_emploi.indicateurs_nationaux"' in page
    assert desk.url not in page

    workbook = openpyxl.load_workbook(release / "indicateurs.xlsx")
    assert workbook.sheetnames[:3] == ["Sommaire", "Notes", "Indicateurs nationaux"]
    assert "2 cités répondantes sur 84" in workbook["Sommaire"]["A2"].value

    with duckdb.connect(str(release / "cites.duckdb"), read_only=True) as connection:
        keys = connection.execute(
            "select count(*) from duckdb_constraints() where constraint_type = 'FOREIGN KEY'"
        ).fetchone()
    assert keys[0] >= 9
