"""`cites status` over judged returns: for people on a terminal, for pipes, for programs."""

import json
import sys
import zipfile

import openpyxl
import pytest


def test_the_board_says_who_is_late_and_why(desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    answer = desk.ask("status", "--quarter", "2024-T1")
    assert answer.status == 0
    place, *board = answer.out.splitlines()
    assert place.startswith("Stockage : ")
    assert board == [
        "Remontées 2024-T1 — échéance le 30/04/2024, dépassée depuis 8 jours",
        "1 cité sur 3 en vigueur, 1 rejetée, 1 manquante",
        "À relancer :",
        "  cde-012  Métropole du Grand Nancy, rejetée (R05)",
        "  cde-018  Sedan, manquante",
        "",
        "code     cité                       statut     signée le   retard  envois  rejets  motif",
        "───────  ─────────────────────────  ─────────  ──────────  ──────  ──────  ──────  ─────",
        "cde-001  CU Angers Loire Métropole  acceptée   12/04/2024               1",
        "cde-012  Métropole du Grand Nancy   rejetée                   8 j       1       1  R05",
        "cde-018  Sedan                      manquante                 8 j",
    ]


def test_without_a_quarter_it_is_the_last_one_that_was_spoken_of(desk):
    assert desk.ask("status").out == desk.ask("status", "--quarter", "2024-T1").out


def test_programs_get_the_same_keys_as_ever(desk):
    answer = desk.ask("status", "--quarter", "2024-T1", "--json")
    silent = json.loads(answer.out)[2]
    assert silent == {
        "code_cite": "cde-018",
        "nom_cite": "Sedan",
        "trimestre": "2024-T1",
        "statut_remontee": "manquante",
        "recue_le": None,
        "date_remontee": None,
        "jours_de_retard": 8,
        "versions": 0,
        "rejets": 0,
        "rejet": None,
        "en_doute": 0,
        "regles": {},
    }
    assert [one["regles"] for one in json.loads(answer.out)] == [{}, {"R05": 1}, {}]


@pytest.mark.parametrize(("quarter", "cites"), [("2021-T4", 0), ("2024-T3", 3)])
def test_a_quarter_without_a_collection_is_one_line_and_as_ever_to_programs(desk, quarter, cites):
    answer = desk.ask("status", "--quarter", quarter)
    assert (answer.status, answer.out.count("\n")) == (0, 1)
    assert len(json.loads(desk.ask("status", "--quarter", quarter, "--json").out)) == cites


@pytest.mark.parametrize(
    ("is_terminal", "no_colour", "coloured"), [(True, "", True), (True, "1", False), (False, "", False)]
)
def test_colours_are_for_terminals_that_want_them(desk, monkeypatch, is_terminal, no_colour, coloured):
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: is_terminal)
    assert ("\x1b[31m" in desk.ask("status", "--quarter", "2024-T1").out) is coloured


def test_a_report_that_was_lost_leaves_the_board_whole(desk):
    for entry in list(desk.storage.entries("reports/2024-T1/cde-012/")):
        desk.storage.delete(entry.key)
    assert (
        "  cde-012  Métropole du Grand Nancy, rejetée (rapport perdu)\n"
        in desk.ask("status", "--quarter", "2024-T1").out
    )


@pytest.mark.parametrize(("quarter", "count"), [("2024-T1", 3), ("2024-T2", 2)])
def test_the_template_command_counts_the_partners_that_it_lists(desk, tmp_path, quarter, count):
    answer = desk.ask("template", "--cite", "cde-001", "--quarter", quarter, "-o", tmp_path / "t.xlsx")
    assert answer.out.endswith(
        f"return of CU Angers Loire Métropole for {quarter}, {count} partners filled in\n"
    )
    page = openpyxl.load_workbook(tmp_path / "t.xlsx")["Partenaires"]
    assert len(list(page.iter_rows(min_row=6, values_only=True))) == count


def test_the_template_says_where_it_is_to_be_sent(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("CITES_SEND_TO", "depot@example.org")
    desk.ask("template", "--cite", "cde-001", "--quarter", "2024-T2", "-o", tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        assert "depot@example.org" in book.read("xl/drawings/drawing1.xml").decode()
