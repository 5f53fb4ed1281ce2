"""When people are told: rejected returns of a batch, a failed run; from the command line and from Dagster."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from threading import Event

import dagster as dg
import pytest
from dagster._core.errors import DagsterExecutionInterruptedError

from contracts.loading import load_contract
from orchestration.assets.lost_runs import LOST
from orchestration.assets.notifications import tell_of_failed_runs
from orchestration.cli import main
from orchestration.errors import AuditFailed, LockHeld, LockStuck, StorageError
from orchestration.notifications.telling import telling_failures
from orchestration.notifications.wording import failure, rejections
from orchestration.run import open_run
from orchestration.settings import Settings, read_settings
from orchestration.storage.folder import Folder
from orchestration.submissions.findings import Finding, Judgement
from orchestration.terminal import Progress
from tests.making.files import make
from tests.making.returns import valid_return


@pytest.fixture
def environment(settings: Settings, monkeypatch) -> Settings:
    """The settings as the command line and Dagster find them."""
    for name in ("CITES_REFERENCE", "CITES_POSTGRES", "DAGSTER_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CITES_STORAGE", settings.storage)
    monkeypatch.setenv("CITES_SMTP_URL", settings.smtp_url)
    monkeypatch.setenv("CITES_SMTP_FROM", settings.smtp_from)
    monkeypatch.setenv("CITES_NOTIFY_EMAIL", " a@example.org , b@example.org ")
    monkeypatch.setenv("CITES_NOTIFY_WEBHOOK", settings.notify_webhook)
    assert read_settings() == settings
    return settings


def land(settings: Settings, *, wrong: bool) -> None:
    book = valid_return("cde-012", "2024-T1")
    if wrong:
        book = book.set("aller_vers", column="femmes", value=3)
    Folder(Path(settings.storage)).write("landing/retour de Jeanne.xlsx", make(book))


def judged(settings: Settings, *, wrong: bool) -> None:
    """A run that judges one return and goes no further."""
    land(settings, wrong=wrong)
    with open_run(settings) as run:
        run.judge()


# --- rejected returns


def test_a_batch_with_a_rejected_return_is_told_once(settings, room, mail_host):
    judged(settings, wrong=True)
    assert len(room.posts) == 1
    assert len(mail_host.taken) == 2
    assert "(cde-012), 2024-T1 : R" in room.texts[0]
    assert "Jeanne" not in room.texts[0]
    with open_run(settings) as run:  # the same files again are no news
        run.judge()
    assert len(room.posts) == 1


def test_a_batch_without_rejections_is_not_told(settings, room, mail_host):
    judged(settings, wrong=False)
    assert (room.posts, mail_host.taken) == ([], [])


def test_rejections_are_told_although_the_run_fails_later(settings, room):
    land(settings, wrong=True)
    with pytest.raises(ZeroDivisionError), open_run(settings) as run:
        run.judge()
        _ = 1 / 0
    assert len(room.posts) == 1


def test_verdicts_that_could_not_be_committed_are_not_told(settings, room, monkeypatch):
    def refuse(*_):
        raise StorageError("the disk is full")

    monkeypatch.setattr("orchestration.submissions.register.Register.append", refuse)
    with pytest.raises(StorageError):
        judged(settings, wrong=True)
    assert room.posts == []


def test_rejections_are_told_while_the_run_goes_on(settings, monkeypatch):
    told = Event()
    monkeypatch.setattr("orchestration.notifications.telling.notify", lambda *_: told.set())
    land(settings, wrong=True)
    with open_run(settings) as run:
        run.judge()
        assert told.wait(timeout=300)


def test_a_mail_server_that_takes_its_time_holds_up_neither_the_run_nor_its_lock(settings, monkeypatch):
    """It ends here only once the lock is free, which it would never be if the run waited for it."""
    free: list[bool] = []

    def tell(*_):
        while not free:
            try:
                with Folder(Path(settings.storage)).lock():
                    free.append(True)
            except LockHeld:
                continue

    monkeypatch.setattr("orchestration.notifications.telling.notify", tell)
    judged(settings, wrong=True)
    assert free == [True]


def test_a_way_that_fails_leaves_the_run_as_it_is(settings, room, mail_host, capsys):
    room.status = 500
    judged(settings, wrong=True)
    assert "a notification was not delivered: the webhook at 127.0.0.1" in capsys.readouterr().err
    assert len(mail_host.taken) == 2


# --- a failed run, from the command line


def test_a_failed_run_is_told_with_what_the_terminal_says(environment, room, mail_host, capsys, tmp_path):
    broken = Folder(tmp_path / "storage")
    broken.write("register/00000001.jsonl", b"not a segment")
    assert main(["run"]) == 1
    line = capsys.readouterr().err.strip().removeprefix("cites: ")
    assert room.texts == [
        "Cités de l'emploi : la consolidation a échoué\n\n"
        f"Ce que dit le programme : {line}\n\n"
        "Les lecteurs gardent une version complète : rien n'est publié à moitié."
    ]
    assert len(mail_host.taken) == 2

    broken.delete("register/00000001.jsonl")
    for _ in range(2):
        assert main(["run"]) == 0
    (_, again) = room.texts
    assert again.splitlines()[0] == "Cités de l'emploi : la consolidation fonctionne de nouveau"
    assert again.splitlines()[2].endswith(" est passé : une exécution est allée jusqu'au bout depuis.")


def test_another_run_at_work_is_no_failure(environment, room, tmp_path):
    with Folder(tmp_path / "storage").lock():
        assert main(["run"]) == 4
    assert room.posts == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (AuditFailed("two figures differ: see audit.json"), "two figures differ: see audit.json"),
        (ValueError("Jeanne Martin, 06 12 34 56 78"), "erreur inattendue (ValueError), voir le journal"),
    ],
)
def test_a_failure_names_its_step_and_repeats_only_what_is_ours(settings, room, error, expected):
    progress = Progress()
    with pytest.raises(type(error)), telling_failures(settings, progress):
        progress.stage("4/5 auditing the candidate")
        progress.stage("the candidate is kept for inspection")
        raise error
    assert room.texts[0].splitlines()[2:4] == ["Étape : audit", f"Ce que dit le programme : {expected}"]


def test_that_it_works_again_is_told_once_after_any_number_of_failures(settings, room, mail_host):
    Path(settings.storage).mkdir()
    for _ in range(2):
        with pytest.raises(StorageError), telling_failures(settings, Progress()):
            raise StorageError("the disk is full: free some space")
    for _ in range(2):
        with telling_failures(settings, Progress()):
            pass
    titles = [text.splitlines()[0] for text in room.texts]
    assert titles == [
        "Cités de l'emploi : la consolidation a échoué",
        "Cités de l'emploi : la consolidation a échoué",
        "Cités de l'emploi : la consolidation fonctionne de nouveau",
    ]
    assert len(mail_host.taken) == 3 * 2


def test_runs_that_go_well_are_no_news(settings, room):
    with telling_failures(settings, Progress()):
        pass
    assert room.posts == []


def test_a_failure_that_nobody_was_told_of_has_no_recovery_either(settings, room):
    Path(settings.storage).mkdir()
    silent = dataclasses.replace(settings, notify_email=(), notify_webhook=None)
    with pytest.raises(StorageError), telling_failures(silent, Progress()):
        raise StorageError("x")
    with telling_failures(settings, Progress()):
        pass
    assert room.posts == []


def test_that_another_run_is_at_work_is_neither_failure_nor_recovery(settings, room):
    with pytest.raises(StorageError), telling_failures(settings, Progress()):
        raise StorageError("x")
    with pytest.raises(LockHeld), telling_failures(settings, Progress()):
        raise LockHeld("another run holds the lock")
    assert len(room.posts) == 1


def test_an_interruption_by_hand_is_not_told(settings, room):
    with pytest.raises(KeyboardInterrupt), telling_failures(settings, Progress()):
        raise KeyboardInterrupt
    assert room.posts == []


# --- a failed run of Dagster


@pytest.fixture
def failed():
    """What the sensor is given after a run whose step failed with an error, told as the steps tell ours."""
    with dg.DagsterInstance.ephemeral() as instance:
        yield lambda error, job="publish_release": sensor_context(instance, error, job)


def sensor_context(instance: dg.DagsterInstance, error: Exception, job: str) -> dg.RunFailureSensorContext:
    @dg.op
    def audit_candidate() -> None:
        if isinstance(error, ValueError | DagsterExecutionInterruptedError):
            raise error
        raise dg.Failure(
            description=f"step audit_candidate: {error}", metadata={"what_to_do": str(error)}
        ) from error

    @dg.job(name=job)
    def failing() -> None:
        audit_candidate()

    result = failing.execute_in_process(instance=instance, raise_on_error=False)
    return dg.build_run_status_sensor_context(
        sensor_name="tell_of_failed_runs",
        dagster_instance=instance,
        dagster_run=result.dagster_run,
        dagster_event=result.get_run_failure_event(),
    ).for_run_failure()


def test_a_failed_run_of_dagster_is_told_with_step_and_run(environment, room, failed):
    context = failed(AuditFailed("two figures differ: see audit.json"))
    tell_of_failed_runs(context)
    assert room.texts[0].splitlines()[2:5] == [
        "Étape : audit",
        "Ce que dit le programme : two figures differ: see audit.json",
        f"Exécution dans Dagster : {context.dagster_run.run_id}",
    ]


def test_a_failed_drawing_of_the_grid_is_told_by_the_name_that_people_know_with_what_to_do(
    environment, room, failed
):
    context = failed(StorageError("the bucket is away"), "refresh_grid")
    tell_of_failed_runs(context)
    title, _, step, said, remedy, run, *_ = room.texts[0].splitlines()
    assert title == "Cités de l'emploi : le dessin de la grille des remontées a échoué"
    assert (step, said) == ("Étape : audit", "Ce que dit le programme : the bucket is away")
    assert remedy.startswith(
        "Que faire : rien si la grille redevient juste d'elle-même dans l'heure ; sinon "
    )
    assert run == f"Exécution dans Dagster : {context.dagster_run.run_id}"


def test_a_failure_that_is_not_ours_says_what_to_do_next(environment, room, failed):
    tell_of_failed_runs(failed(ValueError("x")))
    assert "Que faire : ouvrir cette exécution dans Dagster (Runs)" in room.texts[0]


def test_what_a_library_said_is_told_by_its_kind_alone(environment, room, failed):
    tell_of_failed_runs(failed(ValueError("Jeanne Martin")))
    assert "Ce que dit le programme : erreur inattendue (ValueError), voir le journal" in room.texts[0]
    assert "Jeanne" not in room.texts[0]


def test_a_run_that_waited_in_vain_for_one_that_hangs_is_told(environment, room, failed):
    tell_of_failed_runs(failed(LockStuck("another run holds the lock (process 12), see whether it works")))
    assert "Ce que dit le programme : another run holds the lock (process 12), see" in room.texts[0]


def test_a_run_that_lost_its_process_is_told_with_what_to_do(environment, room):
    with dg.DagsterInstance.ephemeral() as instance:
        run = dg.DagsterRun("publish_release", tags={LOST: "its process is gone"})
        instance.add_run(run)
        event = instance.report_run_failed(run, "this run was cut off: nothing to do")
        tell_of_failed_runs(
            dg.build_run_status_sensor_context(
                "tell_of_failed_runs", dagster_instance=instance, dagster_run=run, dagster_event=event
            ).for_run_failure()
        )
    assert room.texts[0].splitlines()[2:4] == [
        "Ce que dit le programme : this run was cut off: nothing to do",
        f"Exécution dans Dagster : {run.run_id}",
    ]


def test_a_run_that_was_ended_since_it_lasted_too_long_is_told_as_such(environment, room, failed):
    tell_of_failed_runs(failed(DagsterExecutionInterruptedError()))
    assert "Étape : audit" in room.texts[0]
    assert "Ce que dit le programme : this run was ended from outside: it lasted longer than" in room.texts[0]


def test_a_run_that_found_another_one_at_work_is_not_told(environment, room, failed):
    tell_of_failed_runs(failed(LockHeld("another run holds the lock")))
    assert room.posts == []


def test_a_sensor_that_nobody_configured_does_nothing_and_says_so(
    environment, room, failed, monkeypatch, mail_host
):
    monkeypatch.delenv("CITES_NOTIFY_EMAIL")
    monkeypatch.setenv("CITES_NOTIFY_WEBHOOK", "")
    context = failed(AuditFailed("x"))
    assert tell_of_failed_runs(context).skip_message == (
        f"run {context.dagster_run.run_id} failed: nobody is told: "
        "neither CITES_NOTIFY_EMAIL nor CITES_NOTIFY_WEBHOOK is set"
    )
    assert (room.posts, mail_host.taken) == ([], [])


# --- what the guide shows


GUIDE = Path(__file__).parents[3] / "docs" / "how-to" / "be-notified.md"


def shown(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").rstrip()


def test_the_guide_shows_the_notices_that_are_sent():
    guide = GUIDE.read_text(encoding="utf-8")
    book = valid_return("cde-012", "2024-T1")
    contract = load_contract()
    wrong = Finding("R05", "bloquant", "Aller-vers", 2, "nouveaux_beneficiaires", "I2", "12", "…")
    judgements = [
        Judgement("a.xlsx", "ab" * 32, book.cite, book.quarter, book.quarter, found)
        for found in ([wrong], [])
    ]
    rejected = rejections(judgements, contract, "/srv/cites/reports")
    full = (
        "the storage s3://remontees/production is full (QuotaExceeded): free some space, or have its quota raised, "
        "and run again"
    )
    for notice in (rejected, failure(full, "5")):
        assert f"```\n{shown(notice.title)}\n\n{shown(notice.text)}\n```" in guide
