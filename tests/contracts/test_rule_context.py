"""The names that rules may use: the page that tells them and the check that enforces them agree."""

import re

import pytest

from contracts.derive.__main__ import REPOSITORY
from contracts.rule_context import PLACEHOLDERS, context_names

PAGE = (REPOSITORY / "docs/reference/rule-context.md").read_text(encoding="utf-8")


def told(section: str, pattern: str) -> set[str]:
    """The names in the first column of a section's table."""
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(pattern, row.split(" | ")[0])}


def test_the_page_tells_every_context_name(contract):
    expressions, _ = PAGE.split("## What a wording may name")
    enforced = {name for sheet in contract.submission.sheets for name in context_names(sheet)}
    prefixed = {name for name in enforced if name.startswith(("detail_", "precedent_"))}
    told_names = told(expressions, r"`([\w<>]+)`")
    assert told_names == (enforced - prefixed) | {"detail_<indicateur>", "precedent_<indicateur>"}


def test_the_page_tells_every_placeholder():
    _, wordings = PAGE.split("## What a wording may name")
    assert told(wordings, r"`\{(\w+)\}`") == PLACEHOLDERS


@pytest.mark.parametrize(
    ("sheet", "own"),
    [
        ("gouvernance", set()),
        ("partenaires", {"siret_valide", "rang_siret"}),
        (
            "aller_vers",
            {"siret_valide", "qpv_valide", "rang_action", "porteur_connu", "deja_remontee", "deja_nommee"},
        ),
        (
            "actions_innovantes",
            {"siret_valide", "qpv_valide", "rang_action", "porteur_connu", "deja_remontee", "deja_nommee"},
        ),
    ],
)
def test_a_table_has_the_context_that_its_columns_give(sheet, own, contract):
    everywhere = {"debut_trimestre", "fin_trimestre", "aujourdhui"}
    assert context_names(contract.submission.by_name[sheet]) == everywhere | own


def test_synthese_has_each_indicator_recomputed_and_from_the_preceding_quarter(contract):
    sheet = contract.submission.by_name["synthese"]
    own = context_names(sheet) - {"debut_trimestre", "fin_trimestre", "aujourdhui"}
    assert own == {f"{prefix}_{name}" for prefix in ("detail", "precedent") for name in sheet.by_name}


def test_identification_has_the_identity(contract):
    own = context_names(contract.submission.by_name["identification"])
    assert {"modele_accepte", "cite_connue", "trimestre_valide", "trimestre_attendu", "nom_conforme"} <= own
    assert not {name for name in own if name.startswith("detail_")}


def test_every_rule_keeps_to_the_context_of_its_sheet(contract):
    for sheet in contract.submission.sheets:
        allowed = frozenset(sheet.by_name) | context_names(sheet)
        assert [rule.id for rule in sheet.rules if not rule.inputs <= allowed] == []
