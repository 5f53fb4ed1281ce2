"""`cites template`, `status` and `withdraw`: the returns of the cités, one by one."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any

from contracts.loading import load_contract
from orchestration.clock import now, today
from orchestration.commands.files import write_whole
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.errors import UsageError
from orchestration.settings import read_settings
from orchestration.storage.interface import MissingKey, Storage
from orchestration.storage.opening import open_storage
from orchestration.submissions.board import Line, board, latest_quarter
from orchestration.submissions.register import Register
from orchestration.terminal import table

_WORDS = {"acceptee": "acceptée", "rejetee": "REJETÉE", "manquante": "manquante"}


def template(arguments: argparse.Namespace) -> int:
    """Write an empty return for a cité and a quarter."""
    from orchestration.template import find_cite, write_template
    from orchestration.template.last_accepted import last_accepted_partners

    settings = read_settings()
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    cite = find_cite(contract, arguments.cite)
    partners = last_accepted_partners(storage, Register.load(storage), cite.code)
    write_whole(arguments.output, write_template(contract, cite, arguments.quarter, partners))
    print(
        f"{arguments.output}: return of {cite.name} for {arguments.quarter}, {len(partners)} partners filled in"
    )
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Show the board of a quarter, in French: programme managers read it."""
    settings = read_settings()
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    register = Register.load(storage)
    quarter = arguments.quarter or latest_quarter(register.events, today())
    if is_demonstration(storage):
        print(NOTICE, file=sys.stderr)
    lines = [(line, why(storage, line)) for line in board(register, contract, quarter, today())]
    if arguments.json:
        print(
            json.dumps(
                [{**line.as_dict(), "regles": rules} for line, rules in lines], ensure_ascii=False, indent=1
            )
        )
        return 0
    rows = [_row(line, rules) for line, rules in lines]
    sent = Counter(line.statut_remontee for line, _ in lines)
    print(
        f"Remontées {quarter} : {sent['acceptee']} cités sur {len(lines)} en vigueur, "
        f"{sent['rejetee']} rejetées, {sent['manquante']} manquantes"
    )
    print(
        table(
            ("code", "cité", "statut", "signée le", "retard (j)", "versions", "rejets", "règles"),
            rows,
            right=(4, 5, 6),
        )
    )
    return 0


def _row(line: Line, rules: dict[str, int]) -> tuple[Any, ...]:
    causes = " ".join(f"{rule}×{count}" if count > 1 else rule for rule, count in sorted(rules.items()))
    late = line.jours_de_retard or ""
    return (
        line.code_cite,
        line.nom_cite,
        _WORDS[line.statut_remontee],
        line.date_remontee,
        late,
        line.versions,
        line.rejets,
        causes,
    )


def why(storage: Storage, line: Line) -> dict[str, int]:
    """The blocking rules of the last file judged where it was rejected, with their number of findings."""
    if line.rejet is None:
        return {}
    try:
        report = json.loads(storage.read(f"reports/{line.trimestre}/{line.code_cite}/{line.rejet}.json"))
    except MissingKey:
        return {}
    return dict(
        Counter(finding["regle"] for finding in report["constats"] if finding["gravite"] == "bloquant")
    )


def withdraw(arguments: argparse.Namespace) -> int:
    """Take the return in force of a cité and quarter out of force."""
    settings = read_settings()
    code = _cite(arguments.cite, settings.reference)
    storage = open_storage(settings.storage)
    with storage.lock():
        register = Register.load(storage)
        register.append([register.withdraw(code, arguments.quarter, arguments.reason, now())])
        back = register.in_force().get((code, arguments.quarter))
    print(
        f"the return of {code} for {arguments.quarter} is out of force; `cites run` publishes the figures without it"
    )
    if back is not None:
        print(
            f"the earlier accepted return received on {back['recue_le'][:10]} is in force again: "
            "withdraw once more to take it out too"
        )
    return 0


def _cite(code: str, reference: Any) -> str:
    cites = load_contract(reference).reference.cites
    if code.lower() not in cites:
        raise UsageError(f"{code}: no such cité in cites.csv")
    return code.lower()
