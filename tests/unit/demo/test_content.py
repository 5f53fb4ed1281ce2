"""What a return says: every rule that ties its figures holds, whatever was drawn."""

import random
import re
from datetime import date

import pytest

from contracts.quarters import first_day, last_day
from orchestration.demo.content import COMMENT, fill, qpv_codes
from orchestration.demo.filled_return import synthese_of
from orchestration.demo.plan import Slot, quarters
from orchestration.demo.structures import network
from orchestration.demo.volumes import Volume

AGES = ("moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus")
VOLUME = Volume(committees=1, outreach=6, newcomers=80, innovative=4, supported=23)


@pytest.fixture(params=range(20))
def filled(request, contract):
    return make(contract, "cde-015", "2023-T3", VOLUME, seed=request.param)


def make(contract, code, quarter, volume, seed=0):
    rng = random.Random(seed)
    structures = network(15, [12] * 8, quarters(), contract.reference.codelists["categorie_partenaire"], rng)
    slot = Slot(contract.reference.cites[code], 15, quarter)
    return fill(slot, volume, structures, date(2023, 10, 12), contract.reference, rng)


def actions(filled):
    return filled.rows["aller_vers"] + filled.rows["actions_innovantes"]


def test_totals_are_the_volume_asked_for(filled):
    partners = filled.synthese.pop("partenaires")
    assert partners == 12
    assert filled.synthese == {
        "comites_pilotage": 1,
        "actions_aller_vers": 6,
        "nouveaux_beneficiaires": 80,
        "actions_innovantes": 4,
        "beneficiaires_accompagnes": 23,
    }


def test_sexes_and_ages_add_up(filled):
    for table, column in (("aller_vers", "nouveaux_beneficiaires"), ("actions_innovantes", "beneficiaires")):
        for row in filled.rows[table]:
            assert row["femmes"] + row["hommes"] == row[column] >= 1
            assert sum(row[age] for age in AGES) == row[column]
            assert min(row["femmes"], row["hommes"], *(row[age] for age in AGES)) >= 0


def test_more_people_are_met_than_are_new(filled):
    assert all(
        row["personnes_rencontrees"] > row["nouveaux_beneficiaires"] for row in filled.rows["aller_vers"]
    )


def test_costs_and_exits_stay_plausible(filled):
    for row in filled.rows["actions_innovantes"]:
        assert 0 < row["part_cite"] < row["cout_total"] <= 1500 * row["beneficiaires"]
        assert row["cout_total"] == round(row["cout_total"], 2) and row["part_cite"] == round(
            row["part_cite"], 2
        )
        assert row["sorties_emploi"] + row["sorties_formation"] <= row["beneficiaires"]


def test_everything_happens_in_the_quarter(filled):
    begun = [row["date_debut"] for row in actions(filled)] + [
        row["date"] for row in filled.rows["gouvernance"]
    ]
    assert all(first_day("2023-T3") <= day <= last_day("2023-T3") for day in begun)
    assert all(row["date_fin"] is None or row["date_fin"] >= row["date_debut"] for row in actions(filled))


def test_actions_are_carried_by_partners_who_are_listed(filled):
    listed = {row["siret"] for row in filled.rows["partenaires"]}
    assert {row["siret_porteur"] for row in actions(filled)} <= listed


def test_a_partner_s_exit_is_told_in_the_quarter_in_which_it_happens(filled):
    exits = [row["date_sortie"] for row in filled.rows["partenaires"] if row["date_sortie"]]
    assert all(first_day("2023-T3") <= day <= last_day("2023-T3") for day in exits)
    assert all(row["date_entree"] <= last_day("2023-T3") for row in filled.rows["partenaires"])


def test_action_ids_tell_the_quarter_so_that_none_comes_twice(filled, contract):
    ids = [row["id_action"] for row in actions(filled)]
    assert len(set(ids)) == len(ids) == 10
    later = make(contract, "cde-015", "2023-T4", VOLUME)
    assert not set(ids) & {row["id_action"] for row in actions(later)}


def test_the_comment_says_that_the_figures_are_fictitious(filled):
    assert filled.identification["commentaire"] == COMMENT
    assert COMMENT.startswith("DONNÉES FICTIVES")


def test_names_of_actions_say_so_too(filled):
    assert all("action fictive" in row["intitule"] for row in actions(filled))


def test_a_quarter_without_any_action_is_possible(contract):
    empty = make(contract, "cde-001", "2022-T1", Volume(0, 0, 0, 0, 0))
    assert actions(empty) == []
    assert empty.rows["gouvernance"], "no meeting at all"


@pytest.mark.parametrize(
    ("code", "quarter", "form"),
    [
        ("cde-018", "2023-T4", r"QP0089\d\d"),
        ("cde-015", "2023-T4", r"QP(077|095)9\d\d"),
        ("cde-017", "2024-T4", r"QP9749\d\d"),  # overseas changes generation a year later
    ],
)
def test_qpv_codes_of_2015_have_the_form_and_a_departement_of_the_cite(contract, code, quarter, form):
    codes = qpv_codes(contract.reference.cites[code], 15, quarter, contract.reference)
    assert len(set(codes)) == len(codes) >= 2
    assert all(re.fullmatch(form, one) for one in codes)


def test_qpv_codes_of_2024_are_those_of_the_cite(contract):
    codes = qpv_codes(contract.reference.cites["cde-003"], 3, "2024-T1", contract.reference)
    assert set(codes) == contract.reference.qpv_by_cite["cde-003"]


@pytest.mark.parametrize(
    ("entered", "left", "counted"),
    [
        (date(2023, 9, 30), None, 1),
        (date(2023, 10, 1), None, 0),
        (date(2020, 1, 1), date(2023, 9, 30), 0),  # gone on the last day
        (date(2020, 1, 1), date(2023, 10, 1), 1),
    ],
)
def test_a_partner_counts_if_it_is_there_after_the_last_day(contract, entered, left, counted):
    filled = make(contract, "cde-001", "2023-T3", Volume(0, 0, 0, 0, 0))
    rows = filled.rows | {"partenaires": [{"date_entree": entered, "date_sortie": left}]}
    assert synthese_of(rows, "2023-T3")["partenaires"] == counted


def test_a_copy_is_independent(contract):
    filled = make(contract, "cde-001", "2023-T3", VOLUME)
    other = filled.copy()
    other.rows["aller_vers"].clear()
    assert len(filled.rows["aller_vers"]) == 6
