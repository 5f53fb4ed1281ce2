"""The quality page: files judged, and the rules that fired most."""

import pytest

from orchestration.page.quality import LISTED, Quality, quality
from tests.unit.audit.small_world import ANGERS, tables
from tests.unit.page.editions import changed, plain, quarters


def fired(rule, quarter="2022-T2", files=1, findings=1, severity="bloquant"):
    return {
        "trimestre": quarter,
        "regle": rule,
        "gravite": severity,
        "constats": findings,
        "fichiers": files,
        "cites": files,
    }


def found(*rules):
    rows = tables()
    rows["qualite_regles"] = list(rules)
    return quality(quarters(rows))


def test_files_are_counted_accepted_and_rejected():
    rows = changed("suivi_remontees", lambda row: {"rejets": 2}, code_cite=ANGERS)
    told = quality(quarters(rows))
    assert (told.accepted, told.rejected, told.judged) == (10, 6, 16)


@pytest.mark.parametrize(
    ("accepted", "rejected", "quarters", "sentence"),
    [
        (1, 0, 1, "Sur le seul trimestre publié, 1 fichier a été jugé : 1 accepté et 0 rejeté (0 %)."),
        (2, 1, 2, "Sur les 2 trimestres publiés, 3 fichiers ont été jugés : 2 acceptés et 1 rejeté (33 %)."),
        (0, 0, 1, "Sur le seul trimestre publié, 0 fichier a été jugé : 0 accepté et 0 rejeté (—)."),
        (
            1200,
            34,
            8,
            "Sur les 8 trimestres publiés, 1 234 fichiers ont été jugés : 1 200 acceptés et 34 rejetés (3 %).",
        ),
    ],
)
def test_what_was_judged_is_told_in_good_french(accepted, rejected, quarters, sentence):
    assert plain(Quality(accepted, rejected, (), 0, None, quarters).sentence) == sentence


def test_a_rule_is_summed_over_the_quarters_and_told_for_the_one_that_leads():
    told = found(fired("R05", "2022-T1", files=3, findings=9), fired("R05", files=2, findings=4)).rules[0]
    assert (told.files, told.findings, told.in_lead) == (5, 13, 2)


def test_the_rules_of_most_files_come_first_then_those_of_most_findings():
    told = found(
        fired("R05", findings=9), fired("T03", files=2), fired("T04"), fired("C01", findings=9)
    ).rules
    assert [rule.rule for rule in told] == ["T03", "C01", "R05", "T04"]


def test_a_rule_says_what_must_be_true_and_what_it_does():
    warning, blocking = found(fired("I05"), fired("I04", severity="alerte")).rules
    assert blocking.description == (
        "Le copilote de l'État a validé la remontée. Le copilote de la collectivité a validé la remontée."
    )
    assert (blocking.severity, warning.severity) == ("rejette le fichier", "signale seulement")


def test_a_rule_that_is_no_more_keeps_its_findings():
    told = found(fired("Z99")).rules[0]
    assert (told.files, told.description) == (1, "Règle d'une version précédente du modèle.")


def test_the_page_lists_some_and_says_how_many_fired():
    told = found(*(fired(f"R{n:02d}") for n in range(1, LISTED + 2)))
    assert (len(told.rules), told.fired) == (LISTED, LISTED + 1)


def test_no_rule_may_have_fired():
    assert (found().rules, found().fired) == ((), 0)
