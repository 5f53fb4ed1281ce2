"""A column, a code or a row rule is an edit of one file; everything derived follows from it."""

import csv
from pathlib import Path

from contracts.derive.__main__ import main
from contracts.derive.dictionary import rows
from contracts.derive.registry import derived_files

AV = "submission/aller_vers.odcs.yaml"
RETURN_PAGE, RULES_PAGE = Path("docs/reference/return.md"), Path("docs/reference/rules.md")
STAGING = Path("dbt_project/models/staging/_remontees.yml")
MARTS = Path("dbt_project/models/marts/_publication.yml")

COLUMN = """      - name: benevoles
        businessName: Nombre de bénévoles
        logicalType: integer
        description: Les bénévoles présents pendant l'action.
        logicalTypeOptions: {minimum: 0, maximum: 999999999}
    quality:
"""
RULE = """      - name: R16
        type: custom
        engine: cites
        dimension: consistency
        severity: bloquant
        description: Il n'y a pas plus de femmes que de personnes rencontrées.
        implementation:
          etape: row
          ancre: femmes
          respecte: femmes <= personnes_rencontrees
          attendu: personnes_rencontrees
          constat: "Femmes : {valeur}, pour {attendu} personnes rencontrées ({ecart} de trop)."
          remede: Corrigez l'un des deux nombres.
"""
PUBLISHED = """      - name: benevoles
        businessName: Bénévoles
        logicalType: integer
        physicalType: BIGINT
        required: true
        description: Les bénévoles présents pendant ces actions.
        logicalTypeOptions: {minimum: 0}
        customProperties:
          - {property: unite, value: personnes}
"""


def changed(copy, contract) -> set[Path]:
    before, after = derived_files(contract), derived_files(copy.load())
    return {path for path in before | after if before.get(path) != after.get(path)}


def test_a_column_of_a_sheet_is_one_edit(copy, contract):
    copy.edit(AV, "    quality:\n", COLUMN)
    column = copy.load().submission.by_name["aller_vers"].columns[-1]
    assert (column.name, column.type, column.required) == ("benevoles", "int", False)
    assert copy.load().submission.by_name["aller_vers"].header[-1] == ("benevoles", False)
    assert {RETURN_PAGE, STAGING} <= changed(copy, contract)
    assert "| `benevoles` | Nombre de bénévoles | non |" in derived_files(copy.load())[RETURN_PAGE]


def test_a_code_is_one_edit(copy, contract):
    copy.append("reference/codelists.csv", "modalite_aller_vers;marche;Stand sur un marché\n")
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
    copy.edit(AV, "    quality:\n", COLUMN).append(AV, RULE)
    contract, target = ["--contract", str(copy.root)], tmp_path / "repository"
    assert main(contract, target) == 0
    assert main([*contract, "--check"], target) == 0
    assert main(["--check"], target) == 1  # what ships does not know the column


def test_the_code_lists_that_ship_have_three_columns():
    path = Path(__file__).parents[2] / "contracts" / "reference" / "codelists.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream, delimiter=";")) == ["liste", "code", "libelle"]
