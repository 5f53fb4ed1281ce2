"""A storage with judged returns of 2024-T1, the command line on the 8th of May 2024, a mail server on loopback."""

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from contracts.loading import load_contract
from orchestration.cli import main
from orchestration.landing.intake import take_in
from orchestration.storage.folder import Folder
from orchestration.submissions.batch import judge_arrivals
from orchestration.submissions.register import Register
from tests.integration.reminders.smtp_server import MailHost, serving
from tests.making.files import make
from tests.making.returns import Book, valid_return

TODAY = datetime.date(2024, 5, 8)
NOW = datetime.datetime(2024, 5, 8, 9, tzinfo=datetime.UTC)
CLOCKED = ("orchestration.commands.reminders", "orchestration.commands.status")


@dataclass
class Answer:
    status: int
    out: str
    err: str


class Desk:
    """Somebody of the programme, at a terminal, for a few cités of their own reference."""

    def __init__(self, home: Path, monkeypatch, capsys) -> None:
        self.home = home
        self.storage = Folder(home / "storage")
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.setenv("CITES_STORAGE", str(home / "storage"))
        for name in ("CITES_SMTP_URL", "CITES_SMTP_FROM", "CITES_SEND_TO", "NO_COLOR"):
            monkeypatch.delenv(name, raising=False)
        self.clock(NOW)

    def clock(self, now: datetime.datetime) -> None:
        """Let it be this instant."""
        for module in CLOCKED:
            self._monkeypatch.setattr(f"{module}.today", lambda: now.date())
        self._monkeypatch.setattr(f"{CLOCKED[0]}.now", lambda: now)

    def keep_only(self, *codes: str) -> None:
        """Let the programme have these cités only."""
        folder = self.home / "reference"
        folder.mkdir(exist_ok=True)
        shipped = Path(__file__).parents[3] / "contracts" / "reference"
        for name in ("cites.csv", "qpv.csv"):
            lines = (shipped / name).read_text(encoding="utf-8-sig").splitlines()
            kept = [line for line in lines[1:] if any(code in line.split(";") for code in codes)]
            (folder / name).write_text("\n".join([lines[0], *kept, ""]), encoding="utf-8")
        self._monkeypatch.setenv("CITES_REFERENCE", str(folder))

    def receive(self, *books: Book) -> None:
        """Judge returns as a run does, and commit."""
        receive(self.storage, *books)

    def contacts(self, **addresses: str) -> Path:
        """A CSV of addresses, kept outside the storage."""
        path = self.home / "contacts.csv"
        rows = [f"{code.replace('_', '-')};{address}" for code, address in addresses.items()]
        path.write_text("\n".join(["code_cite;courriel", *rows]), encoding="utf-8")
        return path

    def send_through(self, host: MailHost, user: str = "") -> None:
        """Set the mail server."""
        self._monkeypatch.setenv("CITES_SMTP_URL", host.url.replace("//", f"//{user}"))
        self._monkeypatch.setenv("CITES_SMTP_FROM", "Équipe nationale <equipe@example.org>")

    def ask(self, *arguments: object) -> Answer:
        """Give a command."""
        self._capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        shown = self._capsys.readouterr()
        return Answer(status, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in shown))

    def remind(self, *arguments: object) -> Answer:
        """`cites reminders` for 2024-T1."""
        return self.ask("reminders", "--quarter", "2024-T1", *arguments)

    def kept(self, prefix: str = "") -> dict[str, bytes]:
        """Everything that the storage holds below a prefix."""
        return {entry.key: self.storage.read(entry.key) for entry in self.storage.entries(prefix)}


def receive(storage: Folder, *books: Book) -> None:
    """Judge returns as a run does, and commit."""
    for book in books:
        storage.write(f"landing/{book.cite}.xlsx", make(book))
    register = Register.load(storage)
    intake = take_in(storage, register, NOW)
    batch = judge_arrivals(storage, register, intake.new, load_contract(), TODAY, None, None, instant=NOW)
    register.append([*intake.events, *batch.events])


@pytest.fixture(scope="session")
def judged(tmp_path_factory) -> Path:
    """A storage of cde-001 in force, one of its partners gone, and cde-012 rejected; judged once, copied by each test."""
    root = tmp_path_factory.mktemp("judged") / "storage"
    gone = datetime.date(2024, 2, 15)
    right = valid_return("cde-001", "2024-T1").set("partenaires", column="date_sortie", value=gone, row=2)
    wrong = valid_return("cde-012", "2024-T1").set("aller_vers", column="femmes", value=3)
    receive(Folder(root), right, wrong)
    return root


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys, judged):
    """Three cités: one in force, one rejected, one silent."""
    shutil.copytree(judged, tmp_path / "storage")
    one = Desk(tmp_path, monkeypatch, capsys)
    one.keep_only("cde-001", "cde-012", "cde-018")
    return one


@pytest.fixture
def mail_host():
    """A mail server that takes everything; tests change what it does."""
    with serving(MailHost()) as host:
        yield host
