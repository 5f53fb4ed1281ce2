"""What a notice says, and what it never does."""

from __future__ import annotations

import dataclasses

import pytest

from contracts.loading import load_contract
from orchestration.notifications.notice import Notice
from orchestration.notifications.wording import LISTED, failure, rejections
from orchestration.submissions.findings import Finding, Judgement


def finding(rule: str = "R05", severity: str = "bloquant", value: str = "Jeanne Martin") -> Finding:
    return Finding(rule, severity, "Aller-vers", 14, "femmes", "I14", value, f"« {value} » ne va pas.")


def judgement(*findings: Finding, cite: str | None = "cde-012", quarter: str | None = "2024-T1") -> Judgement:
    return Judgement("retour de Jeanne Martin.xlsx", "ab" * 32, cite, quarter, quarter, list(findings))


def said(*judgements: Judgement, **more: str) -> Notice | None:
    return rejections(judgements, load_contract(), "/srv/cites/reports", **more)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_batch_in_which_nothing_was_rejected_is_not_told():
    assert said(judgement(), judgement(finding("C09", "alerte"))) is None
    assert said() is None


def test_a_notice_names_cites_quarters_rules_and_what_the_rules_say():
    notice = said(
        judgement(finding("T02"), finding("R05"), finding("R05"), finding("P03", "alerte")),
        judgement(),
        judgement(finding("S01"), cite=None, quarter=None),
    )
    rules = {rule: load_contract().submission.rule(rule).description for rule in ("R05", "S01", "T02")}
    name = load_contract().reference.cites["cde-012"].name
    assert plain(notice.title) == "Cités de l'emploi : 2 remontées rejetées sur 3 fichiers reçus"
    assert [plain(line) for line in notice.lines] == [
        f"- {name} (cde-012), 2024-T1 : R05, T02",
        "- cité inconnue, trimestre inconnu : S01",
        "",
        "Les règles qui ne sont pas respectées :",
        *(f"- {rule} : {plain(text)}" for rule, text in rules.items()),
        "",
        "Les rapports : /srv/cites/reports",
        "Une remontée rejetée ne change rien à ce qui est publié : elle attend sa correction.",
    ]


def test_one_rejected_file_is_told_in_the_singular():
    assert plain(said(judgement(finding())).title) == (
        "Cités de l'emploi : 1 remontée rejetée sur 1 fichier reçu"
    )


def test_neither_file_name_nor_value_nor_message_is_ever_said():
    notice = said(judgement(finding()), judgement(finding(), cite=None, quarter=None))
    assert not {"Jeanne", "Martin"} & set(f"{notice.title} {notice.text}".replace(".", " ").split())


@pytest.mark.parametrize(
    ("rejected", "more"), [(LISTED, None), (LISTED + 1, "… et 1 autre"), (LISTED + 2, "… et 2 autres")]
)
def test_a_long_list_ends_in_a_count(rejected, more):
    lines = [plain(line) for line in said(*[judgement(finding())] * rejected).lines]
    assert (
        sum(line.endswith(": R05") and line.startswith("- ") and "cde-012" in line for line in lines)
        == LISTED
    )
    assert [line for line in lines if line.startswith("…")] == ([more] if more else [])


def test_the_demonstration_says_that_it_is_one():
    assert said(judgement(finding()), first="DONNÉES FICTIVES").lines[:2] == ("DONNÉES FICTIVES", "")


def test_every_rule_that_rejects_can_be_told():
    rules = [
        rule for rule, severity in load_contract().submission.severities.items() if severity == "bloquant"
    ]
    assert len(rules) > 30
    assert said(judgement(*map(finding, rules))) is not None


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("4", "Étape : audit"),
        ("judge_returns", "Étape : examen des remontées"),
        ("something_new", "Étape : something_new"),
    ],
)
def test_a_failure_says_its_step_and_what_the_programme_says(step, expected):
    lines = [plain(line) for line in failure("the bucket is full: free some space", step, "0a1b").lines]
    assert lines == [
        expected,
        "Ce que dit le programme : the bucket is full: free some space",
        "Exécution dans Dagster : 0a1b",
        "",
        "Les lecteurs gardent une version complète : rien n'est publié à moitié.",
    ]


def test_a_failure_before_the_first_step_names_none():
    assert not any("Étape" in line for line in failure("x", None).lines)


# --- the two forms of a notice


def test_a_subject_is_one_line_whatever_stands_in_it():
    assert Notice("a\r\nBcc: x@example.org\x1b", ()).subject == "a  Bcc: x@example.org "


def test_lines_stay_lines_and_controls_become_spaces():
    assert Notice("t", ("a\tb", "c\u2028d")).text == "a b\nc d\n"


def test_a_chat_calls_nobody_and_obeys_nothing():
    chat = Notice("t", ("@all <!channel> `x` [a](http://b)",)).chat
    assert chat == "t\n\n@\u200ball ‹!channel› 'x' [a](http://b)"


def test_a_notice_cannot_be_changed_on_its_way():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Notice("t", ()).title = "u"
