"""The quality page: files judged, and the rules that fired most."""

from orchestration.page.quality import LISTED, quality
from tests.unit.audit.small_world import ANGERS, tables
from tests.unit.page.editions import changed, quarters


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
