"""What a terminal shows of texts that others wrote."""

import json
from datetime import datetime

import pytest

from orchestration.terminal import Progress, safe, say_error, shortened, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rouge\x1b[31m\x07", "rouge·[31m·"),
        ("a\nb", "a\nb"),
        ("été — 12 %", "été — 12 %"),
        ("\x9b2J", "·2J"),
        ("gpj\u202eslx", "gpj·slx"),
    ],
)
def test_nothing_steers_the_terminal(text, shown):
    assert safe(text) == shown


def test_cells_of_a_table_are_safe_and_aligned():
    assert table(("n", "x"), [("a\x1b", 1), (None, 22)], right=(1,)) == "n    x\n──  ──\na·   1\n    22"


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("retour.xlsx", 11, "retour.xlsx"),
        ("retour.xlsx", 10, "reto….xlsx"),
        ("retour.xlsx", 9, "reto…xlsx"),
        ("ab", 1, "…"),
    ],
)
def test_a_shortened_text_keeps_both_ends(text, room, shown):
    assert shortened(text, room) == shown


def test_lines_fit_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "24")
    lines = table(
        ("file", "n"), [("landing/cité/retour-2023-T4.xlsx", 1), ("a.ods", 22)], right=(1,), elastic=0
    ).split("\n")
    assert lines == [
        "file                   n",
        "────────────────────  ──",
        "landing/c…23-T4.xlsx   1",
        "a.ods                 22",
    ]


def test_what_goes_to_a_file_is_never_shortened(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("os.get_terminal_size", lambda _: (_ for _ in ()).throw(OSError))
    assert "x" * 300 in table(("file",), [("x" * 300,)], elastic=0)


def test_an_elastic_column_stays_readable_on_the_narrowest_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "5")
    assert table(("file",), [("landing/retour.xlsx",)], elastic=0).split("\n")[2] == "lan…xlsx"


# --- logs as JSON lines


def test_progress_and_errors_are_json_lines_where_that_is_asked_for(monkeypatch, capsys):
    monkeypatch.setenv("CITES_LOG", "json")
    progress = Progress()
    progress.stage("2/5 judging 200 new files")
    progress.count(100, 200, "files")
    say_error("the storage is full: « free » some")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["level"], line["message"]) for line in lines] == [
        ("info", "2/5 judging 200 new files"),
        ("info", "100/200 files"),
        ("error", "the storage is full: « free » some"),
    ]
    assert all(datetime.fromisoformat(line["instant"]).tzinfo for line in lines)
    assert progress.step == "2"


def test_errors_are_plain_lines_where_it_is_not(monkeypatch, capsys):
    monkeypatch.delenv("CITES_LOG", raising=False)
    say_error("x")
    assert capsys.readouterr().err == "cites: x\n"
