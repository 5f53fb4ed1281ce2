"""`cites demo`: fictitious returns of every cité, a run on them, and the result beside the published figures."""

from __future__ import annotations

import argparse
import json

from contracts.loading import load_contract
from orchestration.commands.page import where
from orchestration.commands.run import run_on
from orchestration.notifications.telling import telling_failures
from orchestration.run import open_run
from orchestration.settings import read_settings
from orchestration.storage.opening import open_storage
from orchestration.terminal import Progress


def demo(arguments: argparse.Namespace) -> int:
    """The exit status is that of `cites run`."""
    from orchestration.demo.comparison import comparison_lines
    from orchestration.demo.delivery import write_demo
    from orchestration.demo.files import make_demo
    from orchestration.publication.pull import pull

    settings, progress = read_settings(), Progress()
    storage = open_storage(settings.storage)
    progress.stage("0/5 writing the demonstration's returns (fictitious)")
    # the shipped reference: the demonstration adds up to the programme's figures for its 84 cités
    written = write_demo(storage, make_demo(load_contract(settings.reference)))
    progress.stage(f"    {written} files written below {storage.location('landing/demo')}")
    with telling_failures(settings, progress), open_run(settings, progress) as opened:
        status = run_on(opened)
    national = json.loads(pull(storage, "indicateurs_nationaux", None, "json"))
    print()
    print("\n".join([*comparison_lines(national), "", *where(storage)]))
    return status
