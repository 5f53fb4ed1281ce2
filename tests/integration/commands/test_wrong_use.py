"""What a person who does something wrong is told: one line, a status, nothing changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import contracts
from orchestration.storage.opening import open_storage
from tests.making.files import make
from tests.making.returns import valid_return

REFERENCE = Path(contracts.__file__).parent / "reference"


def keys(desk):
    return [entry.key for entry in open_storage(desk.url).entries("")]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["check", "nowhere.xlsx"], 2, "no such file: nowhere.xlsx"),
        (["check", "."], 2, ".: is a folder: give files"),
        (["pull", "indicateurs_nationaux"], 1, "nothing is published yet"),
        (["warehouse"], 1, "nothing is published yet"),
        (["diff", "r0001", "r0002"], 1, "nothing is published yet"),
        (["rollback", "r0001", "--reason", "x"], 1, "nothing is published yet"),
        (["withdraw", "--cite", "cde-999", "--quarter", "2023-T4", "--reason", "x"], 2, "cde-999"),
        (
            ["withdraw", "--cite", "cde-001", "--quarter", "2023-T4", "--reason", "x"],
            1,
            "no return of cde-001",
        ),
        (["template", "--cite", "cde-999", "--quarter", "2023-T4", "-o", "x.xlsx"], 2, "cde-999"),
        (["template", "--cite", "cde-001", "--quarter", "2023-T4", "-o", "x.ods"], 2, "an .xlsx workbook"),
        (["pull", "indicateurs_nationaux", "--format", "xlsx"], 2, "-o FILE"),
        (["pull", "indicateurs_nationaux", "--format", "CSV", "-o", "n.xlsx"], 2, "make them agree"),
    ],
)
def test_a_mistake_is_told_in_one_line(desk, arguments, status, told):
    answer = desk.ask(*arguments)
    assert answer.status == status
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert keys(desk) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["check"],
        ["rollback", "r0001"],
        ["rollback", "r0001", "--reason", "  "],
        ["status", "--quarter", "2023-T5"],
        ["pull", "indicateurs_nationaux", "--format", "pdf"],
    ],
)
def test_a_wrong_command_is_refused_with_its_usage(desk, arguments):
    answer = desk.ask(*arguments)
    assert answer.status == 2
    assert "usage: cites" in answer.err


def test_unknown_tables_and_releases_are_told_with_those_that_exist(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    answer = desk.ask("pull", "indicateurs")
    assert (answer.status, "indicateurs_nationaux" in answer.err) == (2, True)
    answer = desk.ask("pull", "indicateurs_nationaux", "--release", "r0009")
    assert (answer.status, "r0001-" in answer.err) == (2, True)


def test_a_run_beside_another_is_told_so(desk):
    desk.drop("a.xlsx", valid_return())
    with open_storage(desk.url).lock():
        answer = desk.ask("run")
    assert answer.status == 4
    assert answer.err.count("\n") == 1


def test_a_damaged_register_stops_everything_and_says_what_to_do(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    segment = open_storage(desk.url).local_path("register/00000001.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b"acceptee", b"rejetee"))
    answer = desk.ask("run")
    assert answer.status == 1
    assert "00000001.jsonl" in answer.err
    assert answer.err.count("\n") == 1


def test_a_failed_audit_publishes_nothing_and_keeps_the_candidate(desk, monkeypatch):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    import orchestration.warehouse.dbt as dbt

    build = dbt.build

    def falsified(workdir, *arguments, **options):
        import duckdb

        built = build(workdir, *arguments, **options)
        with duckdb.connect(str(built.candidate)) as connection:
            connection.execute(
                "update publication.indicateurs_nationaux set actions_aller_vers = actions_aller_vers + 1"
            )
        return built

    monkeypatch.setattr(dbt, "build", falsified)
    desk.drop("b.xlsx", valid_return("cde-002"))
    before = desk.releases()
    answer = desk.run(status=3)
    assert "actions_aller_vers" in answer.err
    assert desk.releases() == before
    assert {key.rsplit("/", 1)[1] for key in keys(desk) if key.startswith("candidates/")} == {
        "candidate.duckdb",
        "audit.json",
    }
    monkeypatch.undo()


def test_a_reference_of_one_s_own_is_used_everywhere(desk, tmp_path, monkeypatch):
    own = tmp_path / "reference"
    own.mkdir()
    lines = (REFERENCE / "cites.csv").read_text(encoding="utf-8").splitlines()
    (own / "cites.csv").write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    shutil.copy(REFERENCE / "qpv.csv", own)
    monkeypatch.setenv("CITES_REFERENCE", str(own))
    desk.drop("a.xlsx", valid_return("cde-001"))
    desk.drop("b.xlsx", valid_return("cde-002"))
    desk.run()
    row = desk.table("indicateurs_nationaux")[0]
    assert (row["cites_attendues"], row["cites_repondantes"], row["statut"]) == (1, 1, "complet")
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "cites.csv").write_text("code;name\n", encoding="utf-8")
    monkeypatch.setenv("CITES_REFERENCE", str(wrong))
    answer = desk.ask("run")
    assert (answer.status, answer.err.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("withdraw", "--cite", "cde-001", "--quarter", "2023-T4"), "no return of cde-001 is in force"),
        (("rollback", "r0001"), "nothing is published yet"),
    ],
)
def test_a_mistyped_storage_is_not_made(tmp_path, monkeypatch, ask, command, said):
    monkeypatch.setenv("CITES_STORAGE", str(tmp_path / "mistyped"))
    answer = ask(*command, "--reason", "essai")
    assert (answer.status != 0, said in answer.err, answer.err.count("\n")) == (True, True, 1)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_of_nothing_names_the_storage_and_where_it_comes_from(tmp_path, monkeypatch, ask):
    monkeypatch.setenv("CITES_STORAGE", str(tmp_path))
    assert f"published yet in {tmp_path}: drop returns" in ask("warehouse").err
    assert ask("status").out.startswith(f"Stockage\u00a0: {str(tmp_path)[:8]}")
    monkeypatch.delenv("CITES_STORAGE")
    monkeypatch.chdir(tmp_path)
    said = f"in {tmp_path}/data (the default: CITES_STORAGE is not set):"
    assert (said in ask("warehouse").err, said in ask("run").out) == (True, True)


@pytest.mark.parametrize(
    "command", [["status"], ["verify"], ["verify", "--deep"], ["reminders", "--quarter", "2024-T1"]]
)
def test_a_storage_that_is_not_there_is_neither_whole_nor_without_returns(
    tmp_path, monkeypatch, ask, command
):
    gone = tmp_path / "share"
    monkeypatch.setenv("CITES_STORAGE", str(gone))
    answer = ask(*command)
    assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert f"there is no folder {gone}: mount it again" in answer.err
    assert not gone.exists()


def test_a_run_makes_nothing_where_a_share_is_not_mounted(tmp_path, monkeypatch, ask):
    gone = tmp_path / "share"
    monkeypatch.setenv("CITES_STORAGE", str(gone))
    answer = ask("run")
    assert (answer.status, answer.out) == (
        0,
        f"landing/ does not exist in {gone}: create it and drop returns there\n",
    )
    assert not gone.exists()


def test_a_storage_without_a_landing_area_is_told_so(desk):
    said = f"landing/ does not exist in {desk.url}: create it and drop returns there\n"
    assert desk.run().out == said
    Path(desk.url, "landing").mkdir()
    assert desk.run().out == f"nothing to publish: no return was accepted yet in {desk.url}/landing\n"


def test_a_storage_that_is_a_landing_area_is_refused_before_anything_is_left_there(
    tmp_path, monkeypatch, ask
):
    landing = tmp_path / "landing"
    landing.mkdir()
    monkeypatch.setenv("CITES_STORAGE", f"{landing}/")
    answer = ask("run")
    assert (answer.status, answer.err.count("\n")) == (1, 1)
    assert answer.err.endswith(f"names a landing area, {landing}: name what it lies in, {tmp_path}\n")
    assert list(landing.iterdir()) == []


def test_a_table_is_written_as_its_file_is_named_and_that_is_said(desk, tmp_path):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    release = desk.releases()[0]["release"]
    path = tmp_path / "n.XLSX"
    answer = desk.ask("pull", "indicateurs_nationaux", "-o", path)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == f"{path}: indicateurs_nationaux of {release}, 1 row, xlsx\n"
    assert path.read_bytes().startswith(b"PK")


def test_a_landing_area_that_is_a_file_is_told(desk):
    root = Path(desk.url)
    root.mkdir(exist_ok=True)
    (root / "landing").write_bytes(b"")
    assert "landing: a file where a folder is needed: move it away" in desk.run().out


def test_a_damaged_pointer_is_told_and_rollback_is_the_way_out(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    release = desk.releases()[0]["release"]
    pointer = Path(desk.url, "releases", "current.json")
    pointer.chmod(0o644)
    pointer.write_text("{", encoding="ascii")
    said = "is damaged; put back a copy of it from a backup, or make a release current with `cites rollback"
    for command in (("run",), ("pull", "indicateurs_nationaux"), ("warehouse",)):
        answer = desk.ask(*command)
        assert (answer.status, said in answer.err, answer.err.count("\n")) == (1, True, 1)
    listed = desk.ask("releases")
    assert (listed.status, release in listed.out, "→" in listed.out, said in listed.err) == (
        0,
        True,
        False,
        True,
    )
    assert desk.table("indicateurs_nationaux", "--release", release)[0]["cites_repondantes"] == 1
    assert desk.ask("rollback", release, "--reason", "pointeur abîmé").status == 0
    assert desk.run().status == 0
    assert desk.releases()[0]["courante"]


def test_a_folder_is_no_file_to_write_to(desk, tmp_path):
    answer = desk.ask("template", "--cite", "cde-001", "--quarter", "2023-T4", "-o", tmp_path / "x.xlsx")
    assert answer.status == 0
    (tmp_path / "y.xlsx").mkdir()
    answer = desk.ask("template", "--cite", "cde-001", "--quarter", "2023-T4", "-o", tmp_path / "y.xlsx")
    assert (answer.status, "y.xlsx is a folder: name a file in it" in answer.err) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] == ".") == []


def test_a_locale_that_cannot_name_a_file_is_told(desk):
    desk.drop("été.xlsx", valid_return())
    environment = {
        **os.environ,
        "CITES_STORAGE": desk.url,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "run"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "cannot be written in this locale: set LC_ALL=C.UTF-8" in done.stderr


def test_a_check_without_a_storage_says_what_it_could_not_compare_with(tmp_path, monkeypatch, ask):
    path = tmp_path / "retour.xlsx"
    path.write_bytes(make(valid_return()))
    monkeypatch.setenv("CITES_STORAGE", str(tmp_path / "mistyped"))
    answer = ask("check", path)
    assert (answer.status, answer.err.count("\n")) == (0, 1)
    assert "mistyped" in answer.err and "n'a pas été contrôlé" in answer.err
    assert ask("check", "--json", path).err == ""
    monkeypatch.setenv("CITES_STORAGE", str(tmp_path))
    assert ask("check", path).err == ""
