"""`cites check --report DIR`: what each cité would get back, as files."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.loading import load_contract
from orchestration.cli import main
from orchestration.clock import now
from orchestration.landing.intake import take_in
from orchestration.storage.opening import open_storage
from orchestration.submissions.batch import judge_arrivals
from orchestration.submissions.check import check_files
from orchestration.submissions.register import Register
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import TODAY, judge_book
from tests.unit.feedback.html import Page
from tests.unit.feedback.returning import opened

ROOT = Path(__file__).resolve().parents[3]
SYN, AV = "synthese", "aller_vers"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("CITES_STORAGE", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drop(here, name, book, container="xlsx"):
    path = here / name
    path.write_bytes(book if isinstance(book, bytes) else make(book, container))
    return str(path)


def rejected():
    return valid_return().set(SYN, column="partenaires", value=97)


def files_of(folder):
    return sorted(path.name for path in Path(folder).rglob("*") if path.is_file())


def test_a_rejected_and_an_accepted_file_get_their_files(here, capsys):
    bad = drop(here, "a.zip", valid_return().set(AV, column="femmes", value=14), "zip")
    good = drop(here, "b.ods", valid_return(), "ods")
    assert main(["check", bad, good, "--report", "retours"]) == 1
    assert files_of("retours") == ["a-corriger.html", "recu.html", "retour-annote.xlsx"]
    shown = capsys.readouterr().out
    for folder in Path("retours/2023-T4/cde-001").iterdir():
        assert f"Retour pour la cité : {folder}" in shown


def test_the_folder_bears_the_fingerprint(here, capsys):
    good = drop(here, "b.xlsx", valid_return())
    assert main(["check", good, "--json", "--report", "retours"]) == 0
    [report] = json.loads(capsys.readouterr().out)
    assert files_of(f"retours/2023-T4/cde-001/{report['empreinte']}") == ["recu.html"]


def test_the_receipt_of_a_check_calls_nothing_recorded(here):
    main(["check", drop(here, "b.xlsx", valid_return()), "--report", "retours"])
    [path] = Path("retours").rglob("recu.html")
    assert Page(path.read_bytes()).texts("h1") == ["Votre remontée est prête"]


def test_the_receipt_compares_with_the_version_in_force(here):
    register = Register.load(open_storage(str(here / "data")))
    total = dict.fromkeys(("partenaires", "comites_pilotage", "actions_aller_vers"), 1)
    event = {
        "evenement": "jugee",
        "instant": now().isoformat(),
        "empreinte": "ab" * 32,
        "code_cite": "cde-001",
        "trimestre": "2023-T4",
        "trimestre_lu": "2023-T4",
        "verdict": "acceptee",
        "recue_le": "2024-01-12T08:00:00.000000+00:00",
        "cle": "landing/a.xlsx",
        "date_remontee": "2024-01-12",
        "bloquants": 0,
        "alertes": 0,
        "version_contrat": "1.0.0",
        "synthese": {
            **total,
            "nouveaux_beneficiaires": 50,
            "actions_innovantes": 2,
            "beneficiaires_accompagnes": 24,
        },
        "actions": {"aller_vers": [], "actions_innovantes": []},
    }
    register.append([event])
    main(["check", drop(here, "b.xlsx", valid_return()), "--report", "retours"])
    [path] = Path("retours").rglob("recu.html")
    opened_page = Page(path.read_bytes())
    assert "Elle remplacerait la version reçue le 12/01/2024" in opened_page.all("main")[0].text
    assert opened_page.texts("tr")[4] == "Nouveaux bénéficiaires repérés5054+4"


@pytest.fixture
def judged_twice(here, capsys):
    """A storage in which the second of two versions of a return counts; the second's file."""
    first, second = valid_return(), valid_return().add_row(AV)
    landing = here / "data" / "landing"
    landing.mkdir(parents=True)
    for age, book in enumerate((first, second)):
        path = landing / f"{age}.xlsx"
        path.write_bytes(make(book))
        os.utime(path, (1_710_000_000 + age,) * 2)
    storage = open_storage(str(here / "data"))
    register = Register.load(storage)
    intake = take_in(storage, register, now())
    batch = judge_arrivals(storage, register, intake.new, load_contract(), TODAY)
    register.append([*intake.events, *batch.events])
    return str(landing / "1.xlsx")


def test_a_file_that_counts_already_is_told_so_with_what_it_replaced(judged_twice):
    main(["check", judged_twice, "--report", "retours"])
    [path] = Path("retours").rglob("recu.html")
    page = Page(path.read_bytes())
    assert page.texts("h1") == ["Votre remontée est acceptée"]
    assert page.texts("tr")[3] == "Actions d'aller-vers commencées23+1"


def test_a_repaired_copy_passes_the_check_and_is_not_repaired_again(here, capsys):
    book = valid_return().set(AV, column="modalite", value="Forumm").set(SYN, column="partenaires", value=97)
    book.set(AV, column="nouveaux_beneficiaires", value="27 personnes")
    assert main(["check", drop(here, "a.xlsx", book), "--report", "retours"]) == 1
    [repaired] = Path("retours").rglob("corrections-proposees.xlsx")
    [judgement] = check_files([repaired], None, load_contract(), TODAY)
    assert (judgement.verdict, [one.regle for one in judgement.constats]) == ("acceptee", ["S07"])
    assert main(["check", str(repaired), "--report", "encore"]) == 0
    assert files_of("encore") == ["recu.html"]


def test_checking_changes_nothing_of_the_storage(here):
    main(["check", drop(here, "a.xlsx", valid_return(validee_etat="non")), "--report", "retours"])
    assert not [path for path in (here / "data").rglob("*") if path.is_file()]


def test_a_folder_that_is_a_file_is_told_in_one_line(here, capsys):
    (here / "retours").write_text("x")
    assert main(["check", drop(here, "a.xlsx", valid_return()), "--report", "retours"]) == 1
    error = capsys.readouterr().err
    assert "retours" in error
    assert len(error.splitlines()) == 1


def test_writing_again_replaces_the_same_bytes(here):
    sent = drop(here, "a.xlsx", valid_return().set(SYN, column="partenaires", value=97))
    main(["check", sent, "--report", "retours"])
    first = {path: path.read_bytes() for path in Path("retours").rglob("*") if path.is_file()}
    main(["check", sent, "--report", "retours"])
    assert {path: path.read_bytes() for path in Path("retours").rglob("*") if path.is_file()} == first
    assert len(first) == 3


@pytest.mark.parametrize(
    ("before", "after", "files"),
    [
        (rejected, valid_return, ["recu.html"]),
        (valid_return, rejected, ["a-corriger.html", "corrections-proposees.xlsx", "retour-annote.xlsx"]),
    ],
)
def test_an_answer_that_the_next_one_contradicts_is_removed(here, monkeypatch, before, after, files):
    """The bytes are the same; what is asked of them is not, as with a new contract."""
    sent = drop(here, "a.xlsx", valid_return())
    for book in (before, after):
        judgement = judge_book(book())
        judgement.empreinte = "ab" * 32
        monkeypatch.setattr("orchestration.submissions.check.check_files", lambda *_, one=judgement: [one])
        main(["check", sent, "--report", "retours"])
        (Path("retours/2023-T4/cde-001") / ("ab" * 32) / "mes-notes.txt").write_text("x")
    assert files_of("retours") == sorted([*files, "mes-notes.txt"])


def test_the_same_bytes_under_two_names_get_one_answer_that_names_both(here):
    one, two = drop(here, "a.xlsx", valid_return()), drop(here, "b.xlsx", valid_return())
    main(["check", one, two, one, "--report", "retours"])
    [path] = Path("retours").rglob("recu.html")
    assert "a.xlsx, b.xlsx" in Page(path.read_bytes()).texts("td")


def test_a_file_that_counts_is_not_told_to_go_on_counting_where_it_is_rejected_today(
    judged_twice, monkeypatch
):
    rejection = judge_book(rejected())
    rejection.empreinte = hashlib.sha256(Path(judged_twice).read_bytes()).hexdigest()
    monkeypatch.setattr("orchestration.submissions.check.check_files", lambda *_: [rejection])
    main(["check", judged_twice, "--report", "retours"])
    [path] = Path("retours").rglob("a-corriger.html")
    assert "en vigueur" not in Page(path.read_bytes()).all("main")[0].text


def test_a_correction_that_would_be_rejected_is_told_which_version_counts(here, judged_twice):
    main(["check", drop(here, "c.xlsx", rejected()), "--report", "retours"])
    [path] = Path("retours").rglob("a-corriger.html")
    assert "La version reçue le 09/03/2024" in Page(path.read_bytes()).all("main")[0].text


def test_a_demonstration_storage_makes_everything_fictitious(here):
    open_storage(str(here / "data")).write("landing/demo/LISEZMOI.txt", b"x")
    main(["check", drop(here, "a.xlsx", valid_return(validee_etat="non")), "--report", "retours"])
    [workbook] = Path("retours").rglob("retour-annote.xlsx")
    assert opened(workbook.read_bytes()).worksheets[0]["A1"].value.startswith("DONNÉES FICTIVES")


def test_a_plain_check_pays_for_none_of_it():
    script = (
        "import sys; import orchestration.commands.check, orchestration.submissions.check;"
        "from orchestration.submissions.judging.judge import judge;"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('openpyxl', 'jinja2') or 'feedback' in m))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(("rows", "more"), [(50, []), (53, ["3 autres"])])
def test_of_the_same_mistake_fifty_are_shown_and_the_others_counted(here, capsys, rows, more):
    book = valid_return().clear("gouvernance")
    for _ in range(rows):
        book.add_row("gouvernance", copresidee="?")
    main(["check", drop(here, "a.xlsx", book)])
    shown = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert sum(line.startswith("  T05 (bloquant)") for line in shown) == 50
    assert shown[-len(more) :] * bool(more) == [
        f"  T05 · Gouvernance · copresidee : et {said} (--json les donne)" for said in more
    ]
