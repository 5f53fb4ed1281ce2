"""`cites template` and `withdraw`: the returns of the cités, one by one."""

from __future__ import annotations

import argparse

from contracts.keys import key
from contracts.loading import load_contract
from orchestration.clock import now
from orchestration.commands.files import write_whole
from orchestration.errors import UsageError
from orchestration.run import Run, open_run
from orchestration.settings import read_settings
from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register


def template(arguments: argparse.Namespace) -> int:
    """Write an empty return for a cité and a quarter."""
    from orchestration.template import find_cite, write_template
    from orchestration.template.last_accepted import last_accepted_partners
    from orchestration.template.partners import carried_over

    settings = read_settings()
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    cite = find_cite(contract, arguments.cite)
    partners = last_accepted_partners(storage, Register.load(storage), cite.code)
    listed = carried_over(partners, arguments.quarter)
    write_whole(arguments.output, write_template(contract, cite, arguments.quarter, listed, settings.send_to))
    count = f"{len(listed)} partner{'s' * (len(listed) != 1)}"
    print(f"{arguments.output}: return of {cite.name} for {arguments.quarter}, {count} filled in")
    return 0


def withdraw(arguments: argparse.Namespace) -> int:
    """Take the return in force of a cité and quarter out of force."""
    settings = read_settings()
    _demand_returns(open_storage(settings.storage))
    with open_run(settings) as opened:
        register = opened.register
        code = _cite(arguments.cite, opened)
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


def _demand_returns(storage: Storage) -> None:
    """Before the lock, which would make the folder of a mistyped storage."""
    if not Register.load(storage).events:
        raise UsageError(f"no return was ever judged in {storage.url}: check CITES_STORAGE")


def _cite(text: str, opened: Run) -> str:
    """The code as the reference or the register writes it: a cité that left the reference can still be withdrawn."""
    known = {*opened.contract.reference.cites, *(code for code, _ in opened.register.in_force())}
    found = next((code for code in sorted(known) if key(code) == key(text)), None)
    if found is None:
        raise UsageError(f"{text}: no such cité in cites.csv, and no return of it is in force")
    return found
