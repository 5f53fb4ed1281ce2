"""A file judged again: what is kept of a run that died before its commit, or of a register that tells less, leads to no loss."""

import datetime
import json

from orchestration.landing.intake import take_in
from orchestration.storage.folder import Folder
from orchestration.submissions.batch import judge_arrivals
from orchestration.submissions.register import Register
from tests.integration.submissions.conftest import NOW, TODAY
from tests.integration.submissions.test_batch import CONTRACT, distinct

SIGNED_OFF = {"validee_etat": False}


def again(drop, name="again.xlsx", *, commit=True, day=TODAY):
    """Drop the bytes of a.xlsx again and judge what waits."""
    drop.put(name, (drop.root / "landing" / "a.xlsx").read_bytes(), day=3)
    register = Register.load(drop.storage)
    intake = take_in(drop.storage, register, NOW)
    batch = judge_arrivals(
        drop.storage, register, intake.to_judge, CONTRACT, day, None, drop.pool, instant=NOW
    )
    if commit:
        register.append([*intake.events, *batch.events])
    return batch


def test_the_same_verdict_for_the_same_findings_commits_nothing(drop):
    drop.put("a.xlsx", distinct(**SIGNED_OFF))
    drop.judge()
    before = drop.objects("staged/") | drop.objects("reports/")
    batch = again(drop)
    assert (batch.events, [one.fichier for one in batch.unchanged]) == ([], ["again.xlsx"])
    assert drop.objects("staged/") | drop.objects("reports/") == before


def older(drop):
    """A register of before judgements bore the fingerprint of their findings."""
    register = Register.load(drop.storage)
    events = [
        {key: value for key, value in event.items() if key not in ("numero", "constats", "doutes")}
        for event in register.events
    ]
    for entry in list(drop.storage.entries("register/")):
        drop.storage.delete(entry.key)
    Register(drop.storage).append(events)


def test_of_a_register_that_tells_less_the_report_says_what_was_found(drop):
    drop.put("a.xlsx", distinct(**SIGNED_OFF))
    drop.judge()
    older(drop)
    assert again(drop).events == []


def test_where_that_report_is_gone_the_file_is_judged_anew_and_gets_it_again(drop):
    drop.put("a.xlsx", distinct(**SIGNED_OFF))
    drop.judge()
    older(drop)
    (report,) = drop.storage.entries("reports/")
    drop.storage.delete(report.key)
    assert [event["evenement"] for event in again(drop).events] == ["jugee"]
    assert json.loads(drop.storage.read(report.key))["verdict"] == "rejetee"


def test_a_run_that_died_before_its_commit_is_done_again(drop):
    """The report says the new findings already, the register does not: it is the register that decides."""
    drop.put("a.xlsx", distinct(date_remontee=TODAY + datetime.timedelta(days=1), **SIGNED_OFF))
    drop.judge()
    tomorrow = TODAY + datetime.timedelta(days=1)
    died = again(drop, commit=False, day=tomorrow)
    once = again(drop, day=tomorrow)
    assert [event["evenement"] for event in once.events] == ["jugee"]
    assert once.events == died.events
    assert len(Register.load(drop.storage).judgements) == 1


def test_a_batch_judged_again_overwrites_no_rows_of_the_first(drop):
    drop.put("a.xlsx", distinct(date_remontee=TODAY + datetime.timedelta(days=1)))
    drop.judge()
    first = drop.objects("staged/")
    again(drop, day=TODAY + datetime.timedelta(days=1))
    after = drop.objects("staged/")
    assert first.items() <= after.items()
    assert {key.split("/")[1] for key in after.keys() - first.keys()} >= {"identification", "partenaires"}
    (event,) = Register.load(drop.storage).accepted()
    assert event["recue_le"] == "2024-02-01T00:00:00.000000Z"


def test_bytes_that_wait_twice_are_judged_again_once(drop):
    drop.put("a.xlsx", distinct(**SIGNED_OFF))
    drop.judge()
    data = (drop.root / "landing" / "a.xlsx").read_bytes()
    for name in ("b.xlsx", "c.xlsx"):
        drop.put(name, data, day=4)
    intake = take_in(Folder(drop.root), Register.load(drop.storage), NOW)
    assert [arrival.key for arrival in intake.again] == ["landing/b.xlsx"]
    assert len(intake.recognised) == 2
