"""`cites template` and `withdraw`: the returns of the cités, one by one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from contracts.loading import load_contract
from contracts.model import Contract
from orchestration.clock import now
from orchestration.commands.files import write_whole
from orchestration.errors import UsageError
from orchestration.meant import the_one_meant
from orchestration.publication.continuity import open_register
from orchestration.run import open_run
from orchestration.settings import read_settings
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register


def template(arguments: argparse.Namespace) -> int:
    """Write an empty return for a cité and a quarter."""
    from orchestration.template import find_cite, write_template
    from orchestration.template.last_accepted import last_accepted_partners
    from orchestration.template.partners import carried_over

    if arguments.output.suffix.lower() != ".xlsx":
        raise UsageError(f"{arguments.output}: the template is an .xlsx workbook: name it so")
    settings = read_settings()
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    cite = find_cite(contract, arguments.cite)
    partners = last_accepted_partners(storage, open_register(storage), cite.code)
    listed = carried_over(partners, arguments.quarter)
    write_whole(arguments.output, write_template(contract, cite, arguments.quarter, listed, settings.send_to))
    count = f"{len(listed)} partner{'s' * (len(listed) != 1)}"
    print(f"{arguments.output}: return of {cite.name} for {arguments.quarter}, {count} filled in")
    return 0


def withdraw(arguments: argparse.Namespace) -> int:
    """Take the return in force of a cité and quarter out of force."""
    settings = read_settings()
    # before the lock, which would make the folder of a mistyped storage
    _withdrawal(arguments, load_contract(settings.reference), open_register(open_storage(settings.storage)))
    with open_run(settings) as opened:
        register = opened.register
        code, event = _withdrawal(arguments, opened.contract, register)
        register.append([event])
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


def _withdrawal(
    arguments: argparse.Namespace, contract: Contract, register: Register
) -> tuple[str, Mapping[str, Any]]:
    """The cité's code and the register's next event. Raises where there is nothing to withdraw."""
    code = _cite(arguments.cite, contract, register)
    return code, register.withdraw(code, arguments.quarter, arguments.reason, now())


def _cite(text: str, contract: Contract, register: Register) -> str:
    """The code as the reference or the register writes it: a cité that left the reference can still be withdrawn."""
    names = {code: (cite.name,) for code, cite in contract.reference.cites.items()}
    known = {
        code: names.get(code, ()) for code in sorted({*names, *(code for code, _ in register.in_force())})
    }
    problem = f"{text}: no such cité in cites.csv, and no return of it is in force"
    return the_one_meant(text, known, problem, parts=True)
