"""Fill the contract's wordings: what was found, what was expected and what to do, in French.

Belongs here: the message of a rule from words, and the words that a column or a file gives.
Does not belong here: the wordings themselves (`contracts/submission`), what is said of one cell (`hit_findings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from contracts.examples import example
from contracts.expressions import placeholders_in
from contracts.model import Column, Contract, Rule, Sheet
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


def column_words(
    sheet: Sheet, column: Column, contract: Contract, identity: Identity, today: date | None = None
) -> Words:
    """What may be said of a column: its name, label, type, bounds and codes, what it may hold in this very return."""
    fitting = example(sheet, column, contract, identity.cite, identity.quarter, today)
    codes = contract.reference.codelists.get(column.codelist or "", ())
    return {
        "colonne": column.name,
        "libelle": column.label,
        "definition": f"{column.description[:1].lower()}{column.description[1:].rstrip('.')}",
        "type": contract.submission.type_label(column, fitting),
        "exemple": fitting or contract.submission.example(column),
        "si_vide": _complement(contract, "si_vide", contract.submission.when_empty(column)),
        "minimum": french(column.minimum),
        "maximum": french(column.maximum),
        "longueur": french(column.max_length),
        "codes": "\u00a0; ".join(code.label for code in codes),
    }


def zero_words(column: Column, is_total: bool, text: str | None, contract: Contract) -> str:
    """That 0 may be meant, where no figure is written in the cell of a number that can be 0.

    Of a total that is left empty the detail tells more.
    """
    can_be = column.type in ("int", "decimal") and column.minimum is not None and column.minimum <= 0
    is_said = can_be and not any(sign.isdigit() for sign in text or "") and not (is_total and text is None)
    return _complement(contract, "si_zero", "") if is_said else ""


def _complement(contract: Contract, name: str, empty: str | None) -> str:
    """A sentence with the space before it; nothing where it has nothing to say."""
    return "" if empty is None else f" {contract.submission.complements[name].format(vide=empty)}"


def file_words(identity: Identity) -> Words:
    """What may be said of a file: the name of its cité and its quarter, where they are known."""
    return {"cite": identity.cite.name if identity.cite else "", "trimestre": identity.quarter or ""}
