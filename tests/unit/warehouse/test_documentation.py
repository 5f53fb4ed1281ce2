"""dbt's documentation shows the project, and nothing of the machine or the hour that it was made by."""

import json
import re
from typing import Any

import pytest

from orchestration.warehouse.documentation import (
    UnmadeDocumentation,
    page,
    shown_catalogue,
    shown_manifest,
)

NODE = {
    "name": "indicateurs_nationaux",
    "description": "Une ligne par trimestre.",
    "raw_code": "select 1",
    "build_path": "/home/somebody/target/run/a.sql",
    "compiled_path": "/home/somebody/target/compiled/a.sql",
    "compiled": True,
    "compiled_code": "select 1 -- compiled",
    "created_at": 1795386197.8,
}
METADATA = {
    "dbt_version": "1.11.16",
    "project_name": "cites",
    "generated_at": "2026-11-22T22:24:49Z",
    "invocation_id": "6361d759-f6b8",
    "invocation_started_at": "2026-11-22T22:23:16Z",
    "run_started_at": "2026-11-22T22:23:16Z",
    "user_id": "somebody",
    "env": {"HOME": "/home/somebody"},
}


def manifest(**changes: Any) -> dict[str, Any]:
    return {
        "metadata": METADATA,
        "nodes": {"model.cites.a": NODE},
        "sources": {"source.cites.b": {**NODE, "name": "source"}},
        "exposures": {"exposure.cites.c": {**NODE, "name": "use"}},
        "unit_tests": {"unit_test.cites.d": {**NODE, "name": "test"}},
        "macros": {
            "macro.cites.e": {**NODE, "name": "ours", "package_name": "cites"},
            "macro.dbt.f": {**NODE, "name": "theirs", "package_name": "dbt"},
        },
        "parent_map": {"model.cites.a": []},
        **changes,
    }


CATALOGUE = {"metadata": METADATA, "nodes": {"model.cites.a": {"columns": {}}}, "errors": None}


def inlined(html: str) -> list[dict[str, Any]]:
    """The two artefacts in the page, as a browser reads them."""
    found = re.search(r"manifest:(\{.*?\}),catalog:(\{.*?\})\},", html, re.DOTALL)
    return [json.loads(text) for text in found.groups()]


@pytest.mark.parametrize("secret", ["/home/", "somebody", "2026-11-22", "1795386197", "6361d759", "compiled"])
def test_nothing_tells_of_the_machine_the_person_or_the_hour(secret):
    shown = json.dumps([shown_manifest(manifest()), shown_catalogue(CATALOGUE)])
    assert secret not in shown


def test_what_describes_the_models_stays():
    shown = shown_manifest(manifest())
    kept = {
        "name": "indicateurs_nationaux",
        "description": "Une ligne par trimestre.",
        "raw_code": "select 1",
    }
    assert shown["nodes"] == {"model.cites.a": kept}
    assert shown["parent_map"] == {"model.cites.a": []}
    assert shown["metadata"] == {"dbt_version": "1.11.16", "project_name": "cites"}
    assert [list(shown[kind]) for kind in ("sources", "exposures", "unit_tests")] == [
        ["source.cites.b"],
        ["exposure.cites.c"],
        ["unit_test.cites.d"],
    ]


def test_only_the_projects_own_macros_are_shown():
    assert list(shown_manifest(manifest())["macros"]) == ["macro.cites.e"]


def test_both_artefacts_stand_in_the_page():
    assert inlined(page(manifest(), CATALOGUE).decode()) == [manifest(), CATALOGUE]


def test_the_order_in_which_things_were_found_changes_nothing():
    turned = dict(reversed(list(manifest().items())))
    assert page(turned, CATALOGUE) == page(manifest(), CATALOGUE)


def test_no_text_can_end_the_script_that_it_stands_in():
    hostile = {**NODE, "description": "</script><script>alert(1)</script><!--"}
    html = page(manifest(nodes={"model.cites.a": hostile}), CATALOGUE).decode()
    assert "alert(1)</script>" not in html
    assert inlined(html)[0]["nodes"]["model.cites.a"]["description"] == hostile["description"]


def test_the_page_asks_for_no_file_beside_it():
    html = page(manifest(), CATALOGUE).decode()
    assert 'xlink:href="{{' not in html
    assert "favicon.ico" not in html


def test_a_dbt_with_another_page_is_told(monkeypatch, tmp_path):
    from dbt.task import docs

    other = tmp_path / "index.html"
    other.write_text("<html>another page</html>")
    monkeypatch.setattr(docs, "DOCS_INDEX_FILE_PATH", str(other))
    with pytest.raises(UnmadeDocumentation, match="has changed"):
        page(manifest(), CATALOGUE)
