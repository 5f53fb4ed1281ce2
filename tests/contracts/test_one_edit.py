"""A column, a code or a row rule is an edit of one file; everything derived follows from it.

The edits are the examples of the guide, so the guide works.
"""

import re
from pathlib import Path

from contracts.derive.__main__ import REPOSITORY, main
from contracts.derive.dictionary import rows
from contracts.derive.registry import derived_files

AV = "submission/aller_vers.odcs.yaml"
RETURN_PAGE, RULES_PAGE = Path("docs/reference/return.md"), Path("docs/reference/rules.md")
STAGING = Path("dbt_project/models/staging/_remontees.yml")
MARTS = Path("dbt_project/models/marts/_publication.yml")

GUIDE = (REPOSITORY / "docs/how-to/add-a-column.md").read_text(encoding="utf-8")
COLUMN, RULE, PUBLISHED = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
(CODE,) = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)


def changed(copy, contract) -> set[Path]:
    before, after = derived_files(contract), derived_files(copy.load())
    return {path for path in before | after if before.get(path) != after.get(path)}


def test_a_column_of_a_sheet_is_one_edit(copy, contract):
    copy.edit(AV, "    quality:\n", f"{COLUMN}    quality:\n")
    column = copy.load().submission.by_name["aller_vers"].columns[-1]
    assert (column.name, column.type, column.required) == ("benevoles", "int", False)
    assert copy.load().submission.by_name["aller_vers"].header[-1] == ("benevoles", False)
    assert {RETURN_PAGE, STAGING} <= changed(copy, contract)
    assert "| `benevoles` | Nombre de bénévoles | non |" in derived_files(copy.load())[RETURN_PAGE]


def test_a_code_is_one_edit(copy, contract):
    copy.append("reference/codelists.csv", CODE)
    loaded = copy.load()
    assert loaded.reference.codelists["modalite_aller_vers"][-1].code == "marche"
    assert (
        "marche" in {c.name: c for c in loaded.published["aller_vers_modalites"].columns}["modalite"].values
    )
    assert changed(copy, contract) == {RETURN_PAGE, MARTS, Path("docs/reference/published-tables.md")}


def test_a_row_rule_is_one_edit(copy, contract):
    copy.append(AV, RULE)
    rule = copy.load().submission.rule("R16", "aller_vers")
    assert rule.inputs == {"femmes", "personnes_rencontrees"}
    assert copy.load().submission.severities["R16"] == "bloquant"
    assert changed(copy, contract) == {RULES_PAGE}


def test_a_published_column_is_one_edit_of_the_contract(copy, contract):
    copy.append("published/aller_vers_modalites.odcs.yaml", PUBLISHED)
    assert {"nom_table": "aller_vers_modalites", "colonne": "benevoles"}.items() <= next(
        row for row in rows(copy.load()) if row["colonne"] == "benevoles"
    ).items()
    assert MARTS in changed(copy, contract)


def test_a_wording_is_one_edit(copy, contract):
    copy.edit(AV, "un nouveau bénéficiaire est une personne rencontrée.", "comptez chacun une fois.")
    assert "comptez chacun une fois." in copy.load().submission.rule("R07", "aller_vers").remedy
    assert changed(copy, contract) == {RULES_PAGE}


def test_the_edit_then_make_derive_leaves_no_drift(copy, tmp_path):
    copy.edit(AV, "    quality:\n", f"{COLUMN}    quality:\n").append(AV, RULE)
    contract, target = ["--contract", str(copy.root)], tmp_path / "repository"
    assert main(contract, target) == 0
    assert main([*contract, "--check"], target) == 0
    assert main(["--check"], target) == 1  # what ships does not know the column


def test_the_guide_calls_every_custom_property_of_a_column_by_its_name(contract):
    files = (REPOSITORY / "contracts/submission").glob("*.odcs.yaml")
    used = {
        name
        for path in files
        for name in re.findall(r"^ {10}- (?:\{|)property: (\w+),?", path.read_text("utf-8"), re.M)
    }
    assert used == {"type", "liste", "unite", "exemple", "texte_libre", "vide", "aide"}
    assert [name for name in used if f"`{name}`" not in GUIDE] == []
