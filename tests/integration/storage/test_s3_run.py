"""A whole run over a bad network: it ends right, or in one line with nothing half-done."""

from __future__ import annotations

import os

import pytest
from botocore.retries.standard import ExponentialBackoff

from orchestration.cli import main
from orchestration.publication.catalogue import consolidated_tables_of, releases
from orchestration.publication.fingerprint import content_hash
from orchestration.publication.pointer import read_pointer
from orchestration.submissions.register import Register
from tests.integration.storage.faulty_proxy import every
from tests.making.files import make
from tests.making.returns import valid_return

pytestmark = pytest.mark.s3


@pytest.fixture(autouse=True)
def environment(monkeypatch, proxy, s3_url):
    """The command line leads over the proxy; the pauses between attempts are a hundred times shorter."""
    for name in list(os.environ):
        if name.startswith("CITES_") or name == "DAGSTER_HOME":
            monkeypatch.delenv(name)
    monkeypatch.setenv("CITES_STORAGE", s3_url)
    whole = ExponentialBackoff.delay_amount
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *asked: whole(*asked) / 100)


def drop(direct, cite: str) -> None:
    direct.write(f"landing/{cite}.xlsx", make(valid_return(cite, "2024-T1")))


def test_a_run_through_every_kind_of_trouble_ends_in_a_whole_release(proxy, direct):
    drop(direct, "cde-001")
    drop(direct, "cde-018")
    troubles = {6: "slow down", 9: "hang up", 13: "lose the answer", 17: "cut the answer"}
    proxy.plan = every(troubles)
    assert main(["run"]) == 0
    assert all(proxy.happened(fault) for fault in troubles.values())
    proxy.plan = lambda _: None
    (release,) = releases(direct)
    assert (release.current, content_hash(consolidated_tables_of(direct, release))) == (
        True,
        release.content_hash,
    )
    judged = [event["code_cite"] for event in Register.load(direct).accepted()]
    assert sorted(judged) == ["cde-001", "cde-018"]
    assert not direct.exists("run.lock")


@pytest.mark.parametrize(
    ("moment", "judged"),
    [("/staged/", 0), ("/register/00000001.jsonl", 0), ("/releases/r0001", 1)],
    ids=["staged rows", "register", "release"],
)
def test_a_server_that_goes_away_leaves_nothing_half_done(proxy, direct, capsys, moment, judged):
    drop(direct, "cde-001")
    gone: list[bool] = []

    def plan(asked):
        if gone or (asked.method == "PUT" and moment in asked.key):
            gone.append(True)
            return "hang up"
        return None

    proxy.plan = plan
    assert main(["run"]) == 1
    shown = capsys.readouterr()
    lines = [line for line in shown.err.splitlines() if line.startswith("cites: ")]
    assert len(lines) == 1
    assert lines[0].startswith(f"cites: cannot reach {proxy.endpoint} to ")
    assert "Traceback" not in shown.err + shown.out
    assert len(Register.load(direct).accepted()) == judged
    assert read_pointer(direct) is None

    proxy.plan = lambda _: None
    direct.delete("run.lock")  # what waiting for a minute would do
    assert main(["run"]) == 0
    assert len(Register.load(direct).accepted()) == 1
    assert [release.current for release in releases(direct)] == [True]
