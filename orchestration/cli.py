"""The command line `cites`: names, options and exit statuses. Each command lives in `orchestration.commands`.

Belongs here: parsing, and turning our own errors into one line and a status. Commands are imported late, so that
`cites check` pays for nothing that it does not use.
"""

from __future__ import annotations

import _thread
import argparse
import errno
import io
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from contracts.errors import ContractError
from orchestration.errors import CitesError
from orchestration.meant import quarter_meant
from orchestration.terminal import say_error

_ENVIRONMENT = """Environment: CITES_STORAGE (a folder or s3://bucket/prefix, default ./data), CITES_REFERENCE, CITES_POSTGRES,
CITES_SEND_TO, CITES_CONTACT, CITES_SMTP_URL, CITES_SMTP_FROM, CITES_NOTIFY_EMAIL, CITES_NOTIFY_WEBHOOK, CITES_HEARTBEAT_URL,
CITES_LOG, DAGSTER_HOME; the README has a table of what each means."""


def _quarter(text: str) -> str:
    quarter = quarter_meant(text)
    if quarter is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a quarter: write AAAA-Tn, for example 2023-T4")
    return quarter


def _reason(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a reason in words is asked for")
    return text.strip()


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command; each sets `module` and `function`, the place of the code that answers it."""
    parser = argparse.ArgumentParser(
        prog="cites",
        description="Consolidates the quarterly returns of the Cités de l'emploi into published, audited indicators.",
        epilog=_ENVIRONMENT,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, place: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        added.set_defaults(place=place)
        return added

    command("run", "run:run", "judge every new file, consolidate, audit and publish")
    check = command("check", "check:check", "judge files on the spot, changing nothing")
    check.add_argument("files", nargs="+", metavar="FILE", type=Path)
    check.add_argument("--json", action="store_true", help="print the reports as JSON")
    check.add_argument(
        "--report",
        type=Path,
        metavar="DIR",
        help="also write what each cité would get back: workbook, page, receipt",
    )
    template = command("template", "returns:template", "write an empty return for a cité and a quarter")
    template.add_argument("--cite", required=True, metavar="CITE", help="its code or its name")
    template.add_argument("--quarter", required=True, type=_quarter, metavar="AAAA-Tn")
    template.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.xlsx")
    status = command("status", "status:status", "show who has sent, who is late, who was rejected and why")
    status.add_argument("--quarter", type=_quarter, metavar="AAAA-Tn")
    status.add_argument("--json", action="store_true")
    remind = command(
        "reminders", "reminders:remind", "write to the cités whose return is missing or rejected"
    )
    remind.add_argument("--quarter", required=True, type=_quarter, metavar="AAAA-Tn")
    remind.add_argument(
        "--contacts", type=Path, metavar="FILE.csv", help="columns code_cite;courriel; kept nowhere"
    )
    remind.add_argument(
        "--receipts", action="store_true", help="also thank those whose return is accepted, with its receipt"
    )
    remind.add_argument("--send", action="store_true", help="send the messages through CITES_SMTP_URL")
    pull = command("pull", "releases:pull", "get one published table of a release")
    pull.add_argument("table", metavar="TABLE")
    pull.add_argument("--release", metavar="R", help="default: the current one")
    pull.add_argument(
        "--format",
        type=str.lower,
        choices=["csv", "xlsx", "parquet", "json"],
        help="default: as FILE ends, else csv",
    )
    pull.add_argument("-o", "--output", type=Path, metavar="FILE")
    releases = command("releases", "releases:releases", "list the releases, newest first")
    releases.add_argument("--json", action="store_true")
    diff = command(
        "diff", "diff:diff", "list every published value that differs between two releases, and why"
    )
    diff.add_argument("before", metavar="A")
    diff.add_argument("after", metavar="B")
    diff.add_argument("--json", action="store_true")
    explain = command(
        "explain", "explain:explain", "show what a published figure is made of, down to the cells"
    )
    explain.add_argument("table", metavar="TABLE")
    explain.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="COLUMN=VALUE,…",
        help="which row; may be repeated; an empty VALUE is a value too",
    )
    explain.add_argument("--column", required=True, metavar="COLUMN")
    explain.add_argument("--release", metavar="R", help="default: the current one")
    explain.add_argument("--all", action="store_true", help="list everything, however long")
    explain.add_argument(
        "--by-cite",
        action="store_true",
        help="list cités, files and cells also of a measure that no table publishes by cité: not to be passed on",
    )
    explain.add_argument("--json", action="store_true")
    rollback = command("rollback", "releases:rollback", "make an earlier release current again")
    rollback.add_argument("release", metavar="R")
    rollback.add_argument("--reason", required=True, type=_reason, metavar="TEXT")
    withdraw = command("withdraw", "returns:withdraw", "take an accepted return out of force")
    withdraw.add_argument("--cite", required=True, metavar="CITE", help="its code or its name")
    withdraw.add_argument("--quarter", required=True, type=_quarter, metavar="AAAA-Tn")
    withdraw.add_argument("--reason", required=True, type=_reason, metavar="TEXT")
    verify = command("verify", "verify:verify", "check that all that is kept is still what it was")
    verify.add_argument("--deep", action="store_true", help="compute the figures of every release again too")
    verify.add_argument("--json", action="store_true")
    command("warehouse", "releases:warehouse", "say how to connect to the current release's warehouse")
    command("page", "page:page", "say where the current release's page is")
    health = command(
        "health", "health:health", "say whether what runs by itself does, for a monitor that asks"
    )
    health.add_argument("--json", action="store_true")
    command("demo", "demo:demo", "write demonstration returns for all the cités and run on them")
    return parser


_INTERRUPTED = 130
"""The status of a process that ended because it was asked to: 128 + SIGINT, as shells have it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Our own errors are one line on standard error."""
    arguments = build_parser().parse_args(argv)
    _show_whatever_comes()
    # a log that cannot be written (its disk is full) must not bury the one line that says so under its own traces
    logging.raiseExceptions = False
    _end_in_order_when_asked_to()
    module, function = arguments.place.split(":")
    try:
        status: int = getattr(import_module(f"orchestration.commands.{module}"), function)(arguments)
        sys.stdout.flush()
    except ContractError as error:
        say_error(str(error))
        return 1
    except CitesError as error:
        say_error(str(error))
        return error.exit_status
    except BrokenPipeError:
        # the reader of our output (head, less) went away: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say_error("interrupted; nothing half-done was kept, run the command again")
        return _INTERRUPTED
    except UnicodeEncodeError as error:
        say_error(f"{error.object!a} cannot be written in this locale: set LC_ALL=C.UTF-8 and run again")
        return 1
    except OSError as error:
        say_error(_plain(error))
        return 1
    return status


def _end_in_order_when_asked_to() -> None:
    """A service that is stopped ends like a run that is interrupted: locks released, nothing half-done, one line."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        sys.unraisablehook = interrupt_again


def interrupt_again(unraisable: sys.UnraisableHookArgs) -> None:
    """A request to end that fell where Python drops exceptions (a callback of its garbage collection) is made once more."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        # SIGTERM, whose handler is ours: SIGINT may be ignored, as in what a shell starts in the background
        later = threading.Timer(_AFTER_THE_CALLBACK, _thread.interrupt_main, [signal.SIGTERM])
        later.daemon = True
        later.start()
    else:
        sys.__unraisablehook__(unraisable)


_AFTER_THE_CALLBACK = 0.05
"""Seconds: time for the callback to be over."""


def _show_whatever_comes() -> None:
    """A terminal that cannot show a character must not turn a run that went well into a failed one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _plain(error: OSError) -> str:
    what = error.strerror or str(error)
    remedy = _REMEDIES.get(error.errno or 0, "")
    return f"{error.filename}: {what}{remedy}" if error.filename else f"{what}{remedy}"


_FULL = (
    ": free some space on its disk (df tells which is full: the storage's, or TMPDIR's) and run again; "
    "nothing half-done was kept"
)
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EIO: ": the disk has a fault: check it (dmesg), then run again; nothing half-done was kept",
}


def console() -> NoReturn:
    """`main` as a process of its own."""
    status = main()
    if status == _INTERRUPTED:
        # locks are released by now; waiting for the threads of a build that was cut off may abort the process
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    console()
