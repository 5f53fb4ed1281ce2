"""Answers and reminders on a folder and on S3: what broke off half-way is done again and leaves nothing behind."""

import datetime

import pytest

from orchestration.clock import now, today
from orchestration.feedback.batch import write_back
from orchestration.landing.intake import take_in
from orchestration.reminders.due import reminders
from orchestration.reminders.journal import Journal
from orchestration.reminders.letters import attachments_of, write_letters
from orchestration.submissions.batch import judge_arrivals
from orchestration.submissions.board import board
from orchestration.submissions.register import Register
from orchestration.terminal import Progress
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT
from tests.unit.feedback.returning import opened

AV = "aller_vers"
DAY = datetime.date(2024, 5, 8)


class Killed(BaseException):
    """The process ends here."""


class DiesAfter(Progress):
    """Counts the answers that are written, and ends the process after some of them."""

    def __init__(self, answers):
        super().__init__()
        self._answers = answers

    def count(self, done, total, what):
        if what == "written back" and done == self._answers:
            raise Killed


def received(storage):
    """One return in force, two rejected ones."""
    storage.write("landing/a.xlsx", make(valid_return("cde-001", "2024-T1")))
    storage.write(
        "landing/b.ods", make(valid_return("cde-012", "2024-T1").set(AV, column="femmes", value=3), "ods")
    )
    book = valid_return("cde-018", "2024-T1").set("synthese", column="partenaires", value=97)
    storage.write("landing/c.zip", make(book, "zip"))


def judged(storage, progress):
    """What a run does up to the commit of the register."""
    register = Register.load(storage)
    intake = take_in(storage, register, now())
    batch = judge_arrivals(storage, register, intake.new, CONTRACT, today())
    write_back(storage, register, batch, CONTRACT, today(), demo=False, progress=progress)
    register.append([*intake.events, *batch.events])


def answers(storage):
    """What cités get back, by quarter, cité and name."""
    keys = [entry.key.split("/") for entry in storage.entries("reports/")]
    return sorted("/".join([*key[1:3], key[4]]) for key in keys if len(key) == 5)


@pytest.mark.parametrize("written", [1, 2])
def test_answers_that_broke_off_are_written_by_the_next_run(empty_storage, written):
    received(empty_storage)
    with pytest.raises(Killed):
        judged(empty_storage, DiesAfter(written))
    assert Register.load(empty_storage).in_force() == {}
    judged(empty_storage, Progress())
    assert answers(empty_storage) == [
        "2024-T1/cde-001/recu.html",
        "2024-T1/cde-012/a-corriger.html",
        "2024-T1/cde-012/retour-annote.xlsx",
        "2024-T1/cde-018/a-corriger.html",
        "2024-T1/cde-018/corrections-proposees.xlsx",
        "2024-T1/cde-018/retour-annote.xlsx",
    ]
    assert [place for place, _ in Register.load(empty_storage).in_force().items()] == [("cde-001", "2024-T1")]


class Looks(Progress):
    """Notes which originals lie among the temporary files whenever an answer is written."""

    def __init__(self, temporary):
        super().__init__()
        self.temporary = temporary
        self.seen = []

    def count(self, done, total, what):
        if what == "written back":
            files = [path.name for path in self.temporary.glob("cites-*/*")]
            self.seen.append(sum(len(name) == 64 for name in files))


def test_an_original_is_no_longer_kept_than_its_answer_takes(empty_storage, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    received(empty_storage)
    looks = Looks(tmp_path)
    judged(empty_storage, looks)
    is_local = empty_storage.local_path("returns/x") is not None
    assert looks.seen == ([0, 0, 0] if is_local else [0, 1, 0])  # the accepted one is never brought
    assert not list(tmp_path.glob("cites-*"))


def test_a_rejected_cite_is_told_once_with_its_files(empty_storage):
    received(empty_storage)
    judged(empty_storage, Progress())
    lines = board(Register.load(empty_storage), CONTRACT, "2024-T1", DAY)
    due = [one for one in reminders(lines, CONTRACT.submission.deadline_days) if one.rejet]
    letters = write_letters(empty_storage, Register.load(empty_storage), CONTRACT, due, "2024-T1", None)
    names = [[name for name, _ in attachments_of(empty_storage, letter)] for letter in letters]
    assert names == [
        ["cde-012-2024-T1-a-corriger.html", "cde-012-2024-T1-retour-annote.xlsx"],
        [
            "cde-018-2024-T1-a-corriger.html",
            "cde-018-2024-T1-corrections-proposees.xlsx",
            "cde-018-2024-T1-retour-annote.xlsx",
        ],
    ]
    (_, annotated) = attachments_of(empty_storage, letters[0])[1]
    assert opened(annotated).sheetnames[0] == "À corriger"
    instant = datetime.datetime(2024, 5, 8, 9, tzinfo=datetime.UTC)
    two = [Journal(empty_storage, "2024-T1") for _ in range(2)]
    assert [journal.claim(due[0], instant) for journal in two] == [True, False]
