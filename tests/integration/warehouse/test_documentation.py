"""The documentation of a candidate: complete, offline, the same whoever built it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.warehouse import dbt
from orchestration.warehouse.documentation import document
from tests.integration.warehouse.conftest import two_quarters
from tests.integration.warehouse.world import three_cites

MARTS = [f"model.cites_emploi.{name}" for name in three_cites().published]


@pytest.fixture(scope="module")
def html(built) -> bytes:
    return document(built.candidate.parent)


def test_it_holds_no_path_of_this_machine(html, built):
    assert str(built.candidate.parent).encode() not in html
    assert str(dbt.PROJECT.parent).encode() not in html
    assert f"{Path.home()}/".encode() not in html


def test_another_process_in_another_folder_makes_the_same_bytes(html, tmp_path):
    workdir = two_quarters().prepare(tmp_path / "ailleurs")
    script = (
        "import sys; from pathlib import Path;"
        "from orchestration.warehouse.dbt import build; from orchestration.warehouse.documentation import document;"
        "workdir = Path(sys.argv[1]); build(workdir); (workdir / 'page.html').write_bytes(document(workdir))"
    )
    subprocess.run([sys.executable, "-c", script, str(workdir)], check=True, capture_output=True, timeout=300)
    assert (workdir / "page.html").read_bytes() == html


def test_the_columns_of_the_published_tables_are_those_of_the_contract(built):
    found = dbt.catalogue(built.candidate.parent)["nodes"]
    for name, table in three_cites().published.items():
        columns = found[f"model.cites_emploi.{name}"]["columns"]
        assert list(columns) == [column.name for column in table.columns]


def test_every_published_table_is_used_by_somebody_who_is_named(built):
    exposures = dbt.parse(built.candidate.parent)["exposures"].values()
    assert {node for exposure in exposures for node in exposure["depends_on"]["nodes"]} == set(MARTS)
    for exposure in exposures:
        assert exposure["label"] and exposure["description"] and exposure["owner"]["name"], exposure["name"]


def test_what_gives_every_table_depends_on_every_table(built):
    exposures = dbt.parse(built.candidate.parent)["exposures"].values()
    whole = {e["name"] for e in exposures if set(e["depends_on"]["nodes"]) == set(MARTS)}
    assert whole == {"classeur_des_gestionnaires", "page_de_la_version", "tableaux_de_bord_postgresql",
                     "analyses_duckdb", "fichiers_ouverts"}  # fmt: skip


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("#!/overview", "d’où viennent les chiffres publiés"),
        ("#!/model/model.cites_emploi.indicateurs_nationaux", "taux_remontee"),
        ("#!/source/source.cites_emploi.registre.evenements", "registre"),
        ("#!/exposure/exposure.cites_emploi.classeur_des_gestionnaires", "indicateurs.xlsx"),
        ("#!/macro/macro.cites_emploi.typed_columns", "typed_columns"),
    ],
)
def test_every_kind_of_page_opens_from_a_folder_without_asking_anybody(
    html, browser, tmp_path: Path, address, words
):
    (tmp_path / "index.html").write_bytes(html)
    asked, faults = [], []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{(tmp_path / 'index.html').as_uri()}{address}")
    tab.get_by_text(words).first.wait_for(timeout=20_000)
    tab.wait_for_load_state("networkidle")
    tab.close()
    assert faults == []
    assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == {
        (tmp_path / "index.html").as_uri()
    }


def test_its_icons_are_drawn_all_the_same(html, browser, tmp_path: Path):
    (tmp_path / "index.html").write_bytes(html)
    tab = browser.new_page()
    tab.goto((tmp_path / "index.html").as_uri())
    tab.get_by_text("d’où viennent les chiffres publiés").first.wait_for(timeout=20_000)
    drawn = [icon.get_attribute("href") for icon in tab.locator("use[href]").all()]
    tab.close()
    assert drawn
    assert {icon for icon in drawn if not icon.startswith("#icn-")} == set()


def test_dbt_is_told_to_send_nothing(html):
    assert json.dumps({"send_anonymous_usage_stats": False})[1:-1].encode() in html
