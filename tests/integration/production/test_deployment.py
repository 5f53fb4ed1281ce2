"""The deployment guide, followed from the first line to the last, with a real PostgreSQL, a real S3 server and real services.

One story in chapters, each a function: it takes minutes, most of them waiting for ticks, so it has a target of its own
(`make test-production`).
"""

from __future__ import annotations

import pytest

from orchestration.publication.catalogue import current
from orchestration.publication.pointer import read_pointer
from orchestration.submissions.register import Register
from tests.integration.notifications.webhook_server import Room
from tests.integration.production.guide import blocks
from tests.integration.production.machine import PASSWORD, Machine
from tests.making.files import make
from tests.making.returns import valid_return
from tests.servers import SECRET_KEY

pytestmark = [pytest.mark.s3, pytest.mark.slow]

GUIDE = "deploy"
PATIENCE = 300
"""Seconds after which a machine is no longer slow but wrong."""


def test_the_guide_leads_from_an_empty_machine_to_an_upgraded_one(machine, storage, room):
    _install(machine)
    _tell(machine, room)
    _before_the_first_start(machine)
    _drop_two_files(machine, storage, room)
    _look_around(machine)
    _fail(machine, storage, room)
    _no_secret_is_written_anywhere(machine)
    _lose_and_restore_what_dagster_knows(machine, storage)
    _upgrade(machine, storage)
    _go_back(machine, storage)
    assert [block for block in blocks(GUIDE) if block.is_tried and block not in machine.said] == []


def _install(machine: Machine) -> None:
    machine.follow(GUIDE, "Dagster's database")
    machine.follow(GUIDE, "Settings and secrets")
    modes = {
        name: oct((machine.root / name).stat().st_mode & 0o777)
        for name in ("etc/cites", "etc/cites/pgpass", "etc/cites/s3-credentials", "var/lib/cites")
    }
    assert list(modes.values()) == ["0o750", "0o600", "0o600", "0o700"]


def _before_the_first_start(machine: Machine) -> None:
    said = machine.follow(GUIDE, "Before the first start")
    assert "PostgresEventLogStorage" in said
    assert "All code locations passed validation" in said


def _tell(machine: Machine, room: Room) -> None:
    with (machine.root / "etc/cites/cites.env").open("a", encoding="utf-8") as settings:
        settings.write(f"CITES_NOTIFY_WEBHOOK={room.url}\n")


def _drop_two_files(machine: Machine, storage, room: Room) -> None:
    _start(machine)
    _drop(storage, "cde-018", wrong=True)
    _drop(storage, "cde-012")
    judged = machine.wait(
        "the verdict is in the register", PATIENCE, lambda: bool(Register.load(storage).accepted())
    )
    published = judged + machine.wait(
        "a release is current", PATIENCE, lambda: read_pointer(storage) is not None
    )
    _wait_until_quiet(machine)
    print(f"\nfrom a dropped file to its verdict {judged:.1f} s, to the release {published:.1f} s")
    assert len(machine.runs()) == 1
    assert [one["code_cite"] for one in Register.load(storage).accepted()] == ["cde-012"]
    assert current(storage).id.startswith("r0001-")
    assert [text.splitlines()[0].replace("\u00a0", " ") for text in room.texts] == [
        "Cités de l'emploi : 1 remontée rejetée sur 2 fichiers reçus"
    ]


def _fail(machine: Machine, storage, room: Room) -> None:
    pointer = storage.read("releases/current.json")
    storage.write("releases/current.json", b"damaged")
    machine.bash("sudo -u cites in-cites dagster job launch -w workspace.yaml -j publish_release")
    machine.wait("the failed run is told", PATIENCE, lambda: len(room.texts) == 2)
    storage.write("releases/current.json", pointer)
    assert room.texts[1].startswith("Cités de l'emploi : la consolidation a échoué\n\nÉtape : ")
    assert "releases/current.json is damaged" in room.texts[1]
    failed = next(run["runId"] for run in machine.runs() if run["status"] == "FAILURE")
    assert f"Exécution dans Dagster : {failed}" in room.texts[1]


def _look_around(machine: Machine) -> None:
    said = machine.follow(GUIDE, "Start")
    assert "Daemon live" in said
    assert "cde-012" in said
    assert [path.name for path in (machine.root / "var/lib/cites").rglob("*.db")] == []
    growth = "select count(*), pg_size_pretty(sum(pg_column_size(e.*))) from event_logs e"
    print(machine.bash(f"sudo -u postgres psql -d dagster -c '{growth}'"))
    failed = (
        "select event from event_logs where dagster_event_type in ($$STEP_FAILURE$$, $$PIPELINE_FAILURE$$)"
    )
    assert machine.bash(f"sudo -u postgres psql -At -d dagster -c '{failed}'") == ""


def _no_secret_is_written_anywhere(machine: Machine) -> None:
    hidden = (PASSWORD, SECRET_KEY)
    dumped = machine.bash("sudo -u postgres pg_dump --inserts dagster")
    assert not any(word in dumped for word in hidden)
    files = [path for top in ("var", "log") for path in (machine.root / top).rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [path.name for path in files if any(word.encode() in path.read_bytes() for word in hidden)] == []


def _lose_and_restore_what_dagster_knows(machine: Machine, storage) -> None:
    before = {run["runId"] for run in machine.runs()}
    machine.follow(GUIDE, "Back up")
    machine.stop()
    machine.follow(GUIDE, "Restore Dagster's records")
    _nobody_else_may_connect(machine)
    _drop(storage, "cde-001")  # while nobody is there
    _start(machine)
    assert before <= {run["runId"] for run in machine.runs()}
    machine.wait("the next release is current", PATIENCE, lambda: current(storage).id.startswith("r0002-"))
    assert len(Register.load(storage).accepted()) == 2


def _upgrade(machine: Machine, storage) -> None:
    was = current(storage).id
    _wait_until_quiet(machine)
    machine.stop()
    machine.follow(GUIDE, "Upgrade")
    _start(machine)
    assert current(storage).id == was
    listed = machine.follow(GUIDE, "Housekeeping")
    assert any(run["runId"] in listed for run in machine.runs())


def _go_back(machine: Machine, storage) -> None:
    was, before = current(storage).id, {run["runId"] for run in machine.runs()}
    _wait_until_quiet(machine)
    machine.stop()
    said = machine.follow(GUIDE, "Go back")
    assert "All code locations passed validation" in said
    _nobody_else_may_connect(machine)
    _start(machine)
    assert (current(storage).id, {run["runId"] for run in machine.runs()}) == (was, before)


def _nobody_else_may_connect(machine: Machine) -> None:
    asked = "select has_database_privilege($$public$$, $$dagster$$, $$connect$$)"
    assert machine.bash(f"sudo -u postgres psql -At -d dagster -c '{asked}'").strip() == "f"


def _start(machine: Machine) -> None:
    machine.start("cites-webserver")
    machine.start("cites-daemon")
    machine.wait("the UI answers", PATIENCE, machine.answers)


def _drop(storage, cite: str, *, wrong: bool = False) -> None:
    book = valid_return(cite, "2024-T1")
    if wrong:
        book = book.set("aller_vers", column="femmes", value=3)
    storage.write(f"landing/{cite}.xlsx", make(book))


def _wait_until_quiet(machine: Machine) -> None:
    machine.wait("no run is under way", PATIENCE, machine.is_quiet)
