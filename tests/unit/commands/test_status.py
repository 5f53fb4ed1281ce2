"""The board is read from the top: deadline, counts that agree in French, who is to be reminded, then everybody."""

from datetime import date

import pytest

from orchestration.commands.status import board_lines, not_collected, summary
from orchestration.settings import colours_wanted
from orchestration.submissions.board import Line

DUE = date(2024, 4, 30)


def line(code, status="acceptee", **changes):
    return Line(
        **{
            "code_cite": code,
            "nom_cite": f"Cité {code[-1]}",
            "trimestre": "2024-T1",
            "statut_remontee": status,
            "recue_le": None,
            "date_remontee": "2024-05-02" if status == "acceptee" else None,
            "jours_de_retard": 2,
            "versions": int(status == "acceptee"),
            "rejets": int(status == "rejetee"),
            "rejet": "ab12" if status == "rejetee" else None,
        }
        | changes
    )


def told(*statuses, day=DUE, rules=None):
    lines = [
        (line(f"cde-{number:03d}", status), rules or {}) for number, status in enumerate(statuses, start=1)
    ]
    return [text.replace("\u00a0", " ") for text in summary(lines, "2024-T1", DUE, day)]


@pytest.mark.parametrize(
    ("statuses", "counts"),
    [
        (["acceptee"], "1 cité sur 1 en vigueur, 0 rejetée, 0 manquante"),
        (["acceptee", "rejetee", "manquante"], "1 cité sur 3 en vigueur, 1 rejetée, 1 manquante"),
        (
            ["acceptee"] * 2 + ["rejetee"] * 2 + ["manquante"] * 2,
            "2 cités sur 6 en vigueur, 2 rejetées, 2 manquantes",
        ),
        ([], "0 cité sur 0 en vigueur, 0 rejetée, 0 manquante"),
    ],
)
def test_counts_agree_in_french(statuses, counts):
    assert told(*statuses)[1] == counts


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 4, 29), "Remontées 2024-T1 — échéance le 30/04/2024"),
        (date(2024, 4, 30), "Remontées 2024-T1 — échéance le 30/04/2024"),
        (date(2024, 5, 1), "Remontées 2024-T1 — échéance le 30/04/2024, dépassée depuis 1 jour"),
        (date(2024, 5, 2), "Remontées 2024-T1 — échéance le 30/04/2024, dépassée depuis 2 jours"),
    ],
)
def test_the_deadline_stands_first_with_the_days_past_it(day, said):
    assert told("acceptee", day=day)[0] == said


def test_who_is_to_be_reminded_is_named_with_what_was_wrong():
    assert told("acceptee", "rejetee", rules={"R05": 2, "C04": 1})[2:] == [
        "À relancer :",
        "  cde-002  Cité 2, rejetée (C04 R05×2)",
    ]
    assert told("manquante")[2:] == ["À relancer :", "  cde-001  Cité 1, manquante"]


def test_a_report_that_is_lost_or_damaged_is_told_in_place_of_its_rules():
    lost = [(line("cde-001", "rejetee"), None), (line("cde-002"), {})]
    (*_, said) = summary(lost, "2024-T1", DUE, DUE)
    assert said.replace("\u00a0", " ") == "  cde-001  Cité 1, rejetée (rapport perdu)"
    assert "rapport perdu" in list(board_lines(lost, colours=False))[2]


def test_rejected_returns_are_named_before_missing_ones():
    assert [
        text.split()[0] for text in told("manquante", "acceptee", "rejetee", "manquante", "rejetee")[3:]
    ] == [
        *("cde-003", "cde-005"),
        *("cde-001", "cde-004"),
    ]


def test_a_withdrawn_return_is_named_as_such():
    (*_, last) = summary([(line("cde-001", "manquante", versions=1), {})], "2024-T1", DUE, DUE)
    assert last == "  cde-001  Cité 1, manquante (retirée)"


@pytest.mark.parametrize(
    ("day", "expected", "said"),
    [
        (
            date(2023, 12, 31),
            1,
            "Remontées 2024-T1 : le trimestre commence le 01/01/2024, rien n'est encore attendu.",
        ),
        (date(2024, 1, 1), 1, None),
        (DUE, 0, "Remontées 2024-T1 : aucune cité n'était encore attendue, la collecte commence plus tard."),
    ],
)
def test_a_quarter_without_a_collection_is_told_in_one_line(day, expected, said):
    told = not_collected([(line("cde-001", "manquante"), {})] * expected, "2024-T1", day)
    assert told is said is None or told.replace("\u00a0", " ") == said


def test_where_everybody_has_sent_nobody_is_to_be_reminded():
    assert len(told("acceptee", "acceptee")) == 2


@pytest.mark.parametrize(
    ("missing", "last"),
    [
        (10, "  cde-010  Cité 0, manquante"),
        (11, "  et 1 autre, dans le tableau"),
        (84, "  et 74 autres, dans le tableau"),
    ],
)
def test_ten_are_named_and_the_others_counted(missing, last):
    assert told(*["manquante"] * missing)[-1] == last


def test_the_table_has_a_line_a_cite_in_the_order_given():
    lines = [
        (line("cde-001"), {}),
        (line("cde-002", "rejetee"), {"R05": 2}),
        (line("cde-003", "manquante", versions=1), {}),
    ]
    assert [text.replace("\u00a0", " ") for text in board_lines(lines, colours=False)] == [
        "code     cité    statut     signée le   retard  envois  rejets  motif",
        "───────  ──────  ─────────  ──────────  ──────  ──────  ──────  ───────",
        "cde-001  Cité 1  acceptée   02/05/2024     2 j       1",
        "cde-002  Cité 2  rejetée                   2 j       1       1  R05×2",
        "cde-003  Cité 3  manquante                 2 j       1          retirée",
    ]


def test_where_nobody_is_rejected_no_column_asks_why():
    title, *_ = board_lines([(line("cde-001"), {})], colours=False)
    assert title.split()[-1] == "rejets"


LONG = "Saint-Amand-Montrond / Bourges / Vierzon"
MANY = {f"R{number:02d}": 1 for number in range(1, 13)}


def shown(columns, monkeypatch, **changes):
    """The line of a cité with a long name, rejected for many reasons."""
    monkeypatch.setattr("orchestration.commands.fitting.width", lambda: columns)
    return list(board_lines([(line("cde-016", "rejetee", nom_cite=LONG, **changes), MANY)], colours=False))


@pytest.mark.parametrize(("columns", "longest"), [(80, 79), (40, 79), (1 << 20, 79), (100, 99)])
def test_no_line_is_longer_than_the_terminal_or_80_characters(columns, longest, monkeypatch):
    assert max(map(len, shown(columns, monkeypatch))) == longest


def test_names_give_way_before_rules_and_both_begin_as_ever(monkeypatch):
    assert shown(80, monkeypatch)[-1] == (
        "cde-016  Saint-Amand…  rejetee".replace("rejetee", "rejetée")
        + "                2 j       1       1  R01 R02 R03…"
    )


def test_a_wide_terminal_shows_everything(monkeypatch):
    assert LONG in shown(200, monkeypatch)[-1]
    assert " ".join(MANY) in shown(200, monkeypatch)[-1]


def test_the_summary_does_not_wrap_either():
    lines = list(summary([(line("cde-016", "rejetee", nom_cite=LONG), MANY)], "2024-T1", DUE, DUE))
    assert max(map(len, lines)) == 80
    assert lines[-1].endswith("…")


def test_colours_only_help_words_and_columns_stay():
    lines = [(line("cde-001"), {}), (line("cde-002", "rejetee"), {}), (line("cde-003", "manquante"), {})]
    plain, coloured = list(board_lines(lines, colours=False)), list(board_lines(lines, colours=True))
    assert coloured == [
        *plain[:3],
        f"\x1b[31m{plain[3]}\x1b[0m",
        f"\x1b[33m{plain[4]}\x1b[0m",
    ]


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, True),
        ({"NO_COLOR": ""}, True),  # as the convention has it: only a value counts
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_who_wants_no_colours_gets_none(environ, wanted):
    assert colours_wanted(environ) is wanted
