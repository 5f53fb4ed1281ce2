"""What is written in the contract is judged: a new rule, column, bound or version needs no line of code."""

import shutil

import pytest
import yaml

from contracts.loading import ROOT, load_contract
from tests.making.returns import valid_return
from tests.rules.cases import judge_book, places


@pytest.fixture
def edit(tmp_path):
    """Copy the contract, change one of its files, load the copy."""

    def edited(name, change):
        root = tmp_path / "contracts"
        for folder in ("submission", "published", "reference"):
            shutil.copytree(ROOT / folder, root / folder)
        path = root / "submission" / f"{name}.odcs.yaml"
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(document["schema"][0], document)
        path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return load_contract(root=root)

    return edited


def column(name, logical="integer", *, required=False, **options):
    return {
        "name": name,
        "businessName": f"Colonne {name}",
        "logicalType": logical,
        "required": required,
        "description": "Une colonne de plus.",
        **({"logicalTypeOptions": options} if options else {}),
    }


def rule(rule_id, anchor, holds, expected=None, severity="bloquant", stage="row"):
    wording = {"etape": stage, "ancre": anchor, "respecte": holds, "remede": "Corrigez."}
    wording["constat"] = "{valeur} au lieu de {attendu}, écart {ecart}." if expected else "{valeur} surprend."
    return {
        "name": rule_id,
        "type": "custom",
        "engine": "cites",
        "dimension": "consistency",
        "severity": severity,
        "description": "Une règle de plus.",
        "implementation": wording | ({"attendu": expected} if expected else {}),
    }


def test_a_new_rule_over_a_row_is_judged(edit):
    def change(schema, document):
        schema["quality"].append(rule("R90", "structures_presentes", "structures_presentes <= 8", "8"))

    judgement = judge_book(valid_return(), contract=edit("gouvernance", change))
    assert places(judgement) == [("R90", "Gouvernance", "structures_presentes", 3, "D3")]
    assert judgement.constats[0].message == "9 au lieu de 8, écart 1. Corrigez."
    assert judgement.verdict == "rejetee"


def test_a_new_rule_with_a_warning_is_asked_about(edit):
    def change(schema, document):
        holds = "not copresidee or instance == 'comite_technique'"
        schema["quality"].append(rule("P90", "instance", holds, severity="alerte", stage="plausibility"))

    judgement = judge_book(valid_return(), contract=edit("gouvernance", change))
    assert places(judgement) == [("P90", "Gouvernance", "instance", 2, "B2")]
    assert judgement.verdict == "acceptee"


def test_a_rule_that_is_taken_out_is_no_longer_judged(edit):
    def change(schema, document):
        schema["quality"] = [entry for entry in schema["quality"] if entry["name"] != "R05"]

    spoiled = valid_return().set("aller_vers", column="femmes", value=12)
    assert places(judge_book(spoiled, contract=edit("aller_vers", change))) == []


def test_a_new_column_is_read_and_typed_and_may_be_named_by_a_rule(edit):
    def change(schema, document):
        schema["properties"].append(column("refus", minimum=0, maximum=10))
        schema["quality"].append(
            rule("R91", "refus", "refus + nouveaux_beneficiaires <= personnes_rencontrees")
        )

    contract = edit("aller_vers", change)
    assert places(judge_book(valid_return(), contract=contract)) == []
    told = valid_return().add_column("aller_vers", "Refus", {0: 3, 1: 11}).add_row("aller_vers", Refus="?")
    told.add_row("aller_vers", Refus=9, personnes_rencontrees=30)
    assert places(judge_book(told, contract=contract)) == [
        ("T06", "Aller-vers", "refus", 3, "O3"),
        ("T02", "Aller-vers", "refus", 4, "O4"),
        ("R91", "Aller-vers", "refus", 5, "O5"),
    ]


def test_a_new_required_column_is_asked_for(edit):
    contract = edit(
        "partenaires",
        lambda schema, document: schema["properties"].append(column("ville", "string", required=True)),
    )
    assert places(judge_book(valid_return(), contract=contract)) == [
        ("S03", "Partenaires", "ville", None, None)
    ]


def test_a_bound_that_is_moved_is_judged_where_it_is_now(edit):
    def change(schema, document):
        [present] = [one for one in schema["properties"] if one["name"] == "structures_presentes"]
        present["logicalTypeOptions"]["minimum"] = 9

    judgement = judge_book(valid_return(), contract=edit("gouvernance", change))
    assert places(judgement) == [("T06", "Gouvernance", "structures_presentes", 2, "D2")]
    assert " est 9, " in judgement.constats[0].message.replace("\u00a0", " ")


def test_a_new_version_of_the_template_is_accepted_beside_the_old_one(edit):
    def change(schema, document):
        [versions] = [one for one in document["customProperties"] if one["property"] == "versions_modele"]
        versions["value"] = ["1", "2"]

    contract = edit("retour", change)
    for version, expected in [("1", []), ("2", []), ("3", [("S05", "Identification", "modele", 2, "B2")])]:
        assert places(judge_book(valid_return(modele=version), contract=contract)) == expected


def test_a_severity_that_is_lowered_lets_the_return_through(edit):
    def change(schema, document):
        [signed] = [entry for entry in schema["quality"] if entry["name"] == "R07"]
        signed["severity"] = "alerte"

    few_met = valid_return().set("aller_vers", column="personnes_rencontrees", value=1)
    assert judge_book(few_met).verdict == "rejetee"
    assert judge_book(few_met, contract=edit("aller_vers", change)).verdict == "acceptee"
