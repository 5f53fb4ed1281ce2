"""What each expression asks, at its boundaries: evaluated as the plain Python that it is."""

from datetime import date
from typing import Any

import pytest

START, END, TODAY = date(2023, 10, 1), date(2023, 12, 31), date(2024, 1, 20)


def holds(contract, sheet: str, rule_id: str, position: int = 0, **row: Any) -> bool:
    entries = [rule for rule in contract.submission.by_name[sheet].rules if rule.id == rule_id]
    rule = entries[position]
    context = {"debut_trimestre": START, "fin_trimestre": END, "aujourdhui": TODAY}
    names = {name: value for name, value in (context | row).items() if name in rule.inputs}
    assert set(names) == rule.inputs
    return bool(eval(rule.holds, {"__builtins__": {}}, names))


@pytest.mark.parametrize(
    ("signed", "quarter_half", "today_half", "warning"),
    [
        (date(2023, 9, 30), False, True, True),  # where I06 stands, I07 does not
        (date(2023, 10, 1), True, True, False),
        (date(2023, 12, 31), True, True, False),
        (date(2024, 1, 1), True, True, True),
        (date(2024, 1, 20), True, True, True),
        (date(2024, 1, 21), True, False, True),
    ],
)
def test_the_day_of_signature(signed, quarter_half, today_half, warning, contract):
    assert holds(contract, "identification", "I06", 0, date_remontee=signed) is quarter_half
    assert holds(contract, "identification", "I06", 1, date_remontee=signed) is today_half
    assert holds(contract, "identification", "I07", date_remontee=signed) is warning


def test_a_signature_to_come_in_the_current_quarter_is_i06_alone(contract):
    in_quarter = {"date_remontee": date(2023, 11, 20), "aujourdhui": date(2023, 11, 19)}
    assert holds(contract, "identification", "I06", 1, **in_quarter) is False
    assert holds(contract, "identification", "I07", **in_quarter) is True


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 9, 30), False),
        (date(2023, 10, 1), True),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
    ],
)
def test_meetings_and_actions_lie_in_the_quarter(day, expected, contract):
    assert holds(contract, "gouvernance", "R03", date=day) is expected
    assert holds(contract, "aller_vers", "R03", date_debut=day) is expected
    assert holds(contract, "actions_innovantes", "R03", date_debut=day) is expected


@pytest.mark.parametrize("sheet", ["aller_vers", "actions_innovantes"])
@pytest.mark.parametrize(("shift", "expected"), [(-1, False), (0, True), (1, True)])
def test_an_action_may_end_on_the_day_it_begins(shift, expected, sheet, contract):
    days = {"date_debut": date(2023, 10, 10), "date_fin": date(2023, 10, 10 + shift)}
    assert holds(contract, sheet, "R04", **days) is expected


@pytest.mark.parametrize(
    ("sheet", "total"), [("aller_vers", "nouveaux_beneficiaires"), ("actions_innovantes", "beneficiaires")]
)
@pytest.mark.parametrize(("value", "expected"), [(26, False), (27, True), (28, False)])
def test_sexes_and_ages_add_up_to_the_total(sheet, total, value, expected, contract):
    sexes = {"femmes": 13, "hommes": 14}
    ages = {"moins_26_ans": 7, "de_26_a_49_ans": 15, "de_50_ans_et_plus": 5}
    assert holds(contract, sheet, "R05", **{total: value}, **sexes) is expected
    assert holds(contract, sheet, "R06", **{total: value}, **ages) is expected


@pytest.mark.parametrize(("value", "expected"), [(0, False), (1, True)])
def test_an_action_without_anybody_is_worth_a_look(value, expected, contract):
    assert holds(contract, "aller_vers", "R15", nouveaux_beneficiaires=value) is expected
    assert holds(contract, "actions_innovantes", "R15", beneficiaires=value) is expected


@pytest.mark.parametrize(("value", "expected"), [(9, True), (10, True), (11, False)])
def test_new_beneficiaries_were_met(value, expected, contract):
    row = {"nouveaux_beneficiaires": value, "personnes_rencontrees": 10}
    assert holds(contract, "aller_vers", "R07", **row) is expected


@pytest.mark.parametrize(
    ("jobs", "trainings", "together", "trainings_alone"),
    [
        (0, 0, True, True),
        (6, 4, True, True),
        (7, 4, False, True),
        (1, 10, False, True),
        (0, 11, True, False),  # one of the two halves, never both
        (7, 11, True, False),
    ],
)
def test_exits_do_not_exceed_beneficiaries(jobs, trainings, together, trainings_alone, contract):
    row = {"sorties_emploi": jobs, "sorties_formation": trainings, "beneficiaires": 10}
    assert holds(contract, "actions_innovantes", "R08", 0, **row) is together
    assert holds(contract, "actions_innovantes", "R08", 1, **row) is trainings_alone


@pytest.mark.parametrize(("part", "expected"), [(999.99, True), (1000.0, True), (1000.01, False)])
def test_the_cite_does_not_pay_more_than_the_cost(part, expected, contract):
    assert holds(contract, "actions_innovantes", "R09", part_cite=part, cout_total=1000) is expected


@pytest.mark.parametrize(
    ("cost", "people", "expected"),
    [(10_000, 1, True), (10_000.01, 1, False), (20_000, 2, True), (20_001, 2, False), (50_000, 0, True)],
)
def test_a_cost_per_beneficiary_above_ten_thousand_is_worth_a_look(cost, people, expected, contract):
    row = {"cout_total": cost, "beneficiaires": people}
    assert holds(contract, "actions_innovantes", "P01", **row) is expected


@pytest.mark.parametrize(
    ("name", "rank", "rule", "sheet"),
    [
        ("rang_siret", 1, "R11", "partenaires"),
        ("rang_action", 1, "R10", "aller_vers"),
        ("rang_action", 1, "R10", "actions_innovantes"),
    ],
)
def test_only_the_first_occurrence_is_right(name, rank, rule, sheet, contract):
    assert holds(contract, sheet, rule, **{name: rank}) is True
    assert holds(contract, sheet, rule, **{name: rank + 1}) is False


@pytest.mark.parametrize(
    ("left", "entered", "after_entry", "in_quarter"),
    [
        (date(2023, 10, 1), date(2023, 1, 1), True, True),
        (date(2023, 9, 30), date(2023, 1, 1), True, False),
        (date(2023, 10, 4), date(2023, 10, 5), False, True),
        (date(2023, 10, 5), date(2023, 10, 5), True, True),
    ],
)
def test_a_partner_leaves_after_it_came_and_not_before_the_quarter(
    left, entered, after_entry, in_quarter, contract
):
    row = {"date_sortie": left, "date_entree": entered}
    assert holds(contract, "partenaires", "R13", 0, **row) is after_entry
    assert holds(contract, "partenaires", "R13", 1, **row) is in_quarter


@pytest.mark.parametrize(("entered", "expected"), [(date(2023, 12, 31), True), (date(2024, 1, 1), False)])
def test_a_partner_came_by_the_end_of_the_quarter(entered, expected, contract):
    assert holds(contract, "partenaires", "R14", date_entree=entered) is expected


@pytest.mark.parametrize(("value", "expected"), [(2.5, True), (3, True), (3.1, False)])
def test_more_than_three_coordinators_are_worth_a_look(value, expected, contract):
    assert holds(contract, "identification", "P02", etp_coordination=value) is expected


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (30, 10, True),  # three times, not more
        (31, 10, False),
        (19, 0, True),  # more than three times, but not 20 apart
        (20, 0, False),
        (29, 9, False),  # more than three times and exactly 20 apart
        (28, 9, True),
        (10, 30, True),  # a third, not less
        (9, 30, False),
        (0, 19, True),
        (0, 20, False),
        (100, 60, True),
    ],
)
@pytest.mark.parametrize(
    ("position", "indicator"), [(0, "nouveaux_beneficiaires"), (1, "beneficiaires_accompagnes")]
)
def test_a_leap_from_the_preceding_quarter_is_worth_a_look(
    now, before, expected, position, indicator, contract
):
    row = {indicator: now, f"precedent_{indicator}": before}
    assert holds(contract, "synthese", "Q02", position, **row) is expected


@pytest.mark.parametrize(
    ("now", "before", "expected"), [(5, 10, True), (4, 10, False), (5, 11, False), (0, 0, True)]
)
def test_losing_more_than_half_of_the_partners_is_worth_a_look(now, before, expected, contract):
    row = {"partenaires": now, "precedent_partenaires": before}
    assert holds(contract, "synthese", "Q03", **row) is expected


@pytest.mark.parametrize(("outreach", "innovative", "expected"), [(0, 0, False), (1, 0, True), (0, 1, True)])
def test_a_quarter_without_any_action_is_worth_a_look(outreach, innovative, expected, contract):
    detail = {"detail_actions_aller_vers": outreach, "detail_actions_innovantes": innovative}
    assert holds(contract, "synthese", "P03", **detail) is expected


@pytest.mark.parametrize(("earlier", "expected"), [("", True), ("2023-T3", False)])
def test_an_action_is_declared_once(earlier, expected, contract):
    assert holds(contract, "aller_vers", "Q01", deja_remontee=earlier) is expected
    assert holds(contract, "actions_innovantes", "Q01", deja_remontee=earlier) is expected


@pytest.mark.parametrize(
    ("whole", "named", "expected"),
    [("", "", True), ("", "2023-T3", False), ("2023-T3", "2023-T3", True)],
)
def test_an_action_that_only_bears_anothers_name_is_worth_a_look(whole, named, expected, contract):
    context = {"deja_remontee": whole, "deja_nommee": named}
    assert holds(contract, "aller_vers", "Q04", **context) is expected
    assert holds(contract, "actions_innovantes", "Q04", **context) is expected


@pytest.mark.parametrize(
    ("own", "another", "warning", "blocking"),
    [(True, "", True, True), (False, "", False, True), (False, "cde-004", True, False)],
)
def test_a_name_is_the_citys_or_nobodys_or_blocks(own, another, warning, blocking, contract):
    context = {"nom_conforme": own, "autre_cite": another}
    assert holds(contract, "identification", "I04", **context) is warning
    assert holds(contract, "identification", "I09", autre_cite=another) is blocking


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize("answer", [True, False])
def test_both_co_pilots_have_signed_off(answer, position, contract):
    row = {"validee_etat": answer, "validee_collectivite": answer}
    assert holds(contract, "identification", "I05", position, **row) is answer


@pytest.mark.parametrize(
    ("sheet", "rule", "name"),
    [
        ("identification", "S05", "modele_accepte"),
        ("identification", "I01", "cite_connue"),
        ("identification", "I02", "trimestre_valide"),
        ("identification", "I03", "trimestre_attendu"),
        ("partenaires", "R01", "siret_valide"),
        ("aller_vers", "R01", "siret_valide"),
        ("actions_innovantes", "R01", "siret_valide"),
        ("aller_vers", "R02", "qpv_valide"),
        ("actions_innovantes", "R02", "qpv_valide"),
        ("aller_vers", "R12", "porteur_connu"),
        ("actions_innovantes", "R12", "porteur_connu"),
    ],
)
def test_a_rule_of_the_context_asks_that_very_question(sheet, rule, name, contract):
    assert [r.holds for r in contract.submission.by_name[sheet].rules if r.id == rule] == [name]
