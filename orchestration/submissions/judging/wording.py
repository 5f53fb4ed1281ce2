"""Fill the contract's wordings: what was found, what was expected and what to do, in French.

Belongs here: the message of a rule from words, and the words that a column or a file gives.
Does not belong here: the wordings themselves (`contracts/submission`), what is said of one cell (`hit_findings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from contracts.expressions import placeholders_in
from contracts.model import Column, Contract, Rule
from contracts.rule_context import PLACEHOLDERS
from orchestration.submissions.judging.french import french
from orchestration.submissions.judging.identity import Identity

Words = Mapping[str, str]

_SILENCE = dict.fromkeys(PLACEHOLDERS, "")
"""What does not apply is left out of a sentence, whichever the contract words it into."""


def message(rule: Rule, words: Words) -> str:
    """The rule's message and remedy, filled."""
    return f"{rule.message} {rule.remedy}".format_map({**_SILENCE, **words})


@lru_cache(maxsize=512)
def placeholders(rule: Rule) -> frozenset[str]:
    """The names that a rule's wording uses."""
    return placeholders_in(rule.message, rule.id) | placeholders_in(rule.remedy, rule.id)


def column_words(column: Column, contract: Contract) -> Words:
    """What may be said of a column: its name, label, type, bounds and codes."""
    codes = contract.reference.codelists.get(column.codelist or "", ())
    return {
        "colonne": column.name,
        "libelle": column.label,
        "definition": f"{column.description[:1].lower()}{column.description[1:].rstrip('.')}",
        "type": contract.submission.type_label(column),
        "minimum": french(column.minimum),
        "maximum": french(column.maximum),
        "longueur": french(column.max_length),
        "codes": "\u00a0; ".join(code.label for code in codes),
    }


def file_words(identity: Identity) -> Words:
    """What may be said of a file: the name of its cité and its quarter, where they are known."""
    return {"cite": identity.cite.name if identity.cite else "", "trimestre": identity.quarter or ""}
