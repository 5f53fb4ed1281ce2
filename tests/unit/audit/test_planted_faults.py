"""Each control finds its fault, says where, what was expected and what was found, and is silent on the good candidate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.audit.sentences import (
    BREAKDOWNS,
    DECLARED,
    EXITS,
    FALLING,
    FINDINGS,
    NEGATIVE,
    RATES,
    RECOUNT,
    ROWS,
    STATUSES,
    SUMS,
)
from tests.unit.audit.small_world import ANGERS, GRENOBLE, NANTES, RETURNS, register, tables


def row_of(published, table: str, **key):
    (found,) = [row for row in published[table] if all(row[name] == value for name, value in key.items())]
    return found


def spoiled(table: str, key: dict, **values):
    published = tables()
    row_of(published, table, **key).update(values)
    return published


def without(table: str, **key):
    published = tables()
    published[table].remove(row_of(published, table, **key))
    return published


def twice(table: str, **key):
    published = tables()
    published[table].append(dict(row_of(published, table, **key)))
    return published


def test_the_good_candidate_passes_every_control(failing):
    assert failing(tables()) == {}


def test_a_changed_measure_of_a_cite(failing):
    found = failing(
        spoiled("indicateurs_cites", {"code_cite": ANGERS, "trimestre": "2022-T3"}, comites_pilotage=7)
    )
    key = f"{ANGERS} 2022-T3 comites_pilotage"
    assert found == {
        RECOUNT: [(key, "1", "7")],
        DECLARED: [(key, "1", "7")],
        SUMS: [("2022-T3 comites_pilotage over cites", "4", "10")],
    }


def test_a_measure_of_a_silent_cite_that_is_no_longer_null(failing):
    silent = {"code_cite": GRENOBLE, "trimestre": "2022-T3"}
    found = failing(spoiled("indicateurs_cites", silent, comites_pilotage=0))
    assert found == {RECOUNT: [(f"{GRENOBLE} 2022-T3 comites_pilotage", "—", "0")]}


def test_a_changed_running_total_of_a_cite(failing):
    found = failing(
        spoiled(
            "indicateurs_cites", {"code_cite": ANGERS, "trimestre": "2022-T3"}, cumul_actions_innovantes=9
        )
    )
    assert found == {
        RECOUNT: [(f"{ANGERS} 2022-T3 cumul_actions_innovantes", "8", "9")],
        SUMS: [("2022-T3 cumul_actions_innovantes over cites", "28", "29")],
    }


def test_a_changed_national_figure(failing):
    found = failing(spoiled("indicateurs_nationaux", {"trimestre": "2022-T2"}, comites_pilotage=99))
    parts = ("cites", "departement", "region", "vague")
    assert found == {SUMS: [(f"2022-T2 comites_pilotage over {part}", "99", "5") for part in parts]}


@pytest.mark.parametrize(("level", "code"), [("region", "52"), ("departement", "90"), ("vague", "2")])
def test_a_changed_territory(failing, level, code):
    place = {"niveau": level, "code": code, "trimestre": "2022-T3"}
    before = row_of(tables(), "indicateurs_territoriaux", **place)["actions_aller_vers"]
    found = failing(spoiled("indicateurs_territoriaux", place, actions_aller_vers=before + 1))
    assert found == {SUMS: [(f"2022-T3 actions_aller_vers over {level}", "14", "15")]}


def test_a_cite_that_is_missing_from_a_quarter(failing):
    found = failing(without("indicateurs_cites", code_cite=GRENOBLE, trimestre="2022-T3"))
    assert found[ROWS] == [(f"indicateurs_cites {GRENOBLE} 2022-T3", "1", "no row")]
    assert found[STATUSES] == [(f"indicateurs_cites {GRENOBLE} 2022-T3", "manquante", "no row")]
    assert ("2022-T3 cites_attendues over cites", "4", "3") in found[SUMS]
    assert found.keys() == {ROWS, RECOUNT, STATUSES, SUMS}


def test_a_cite_that_is_missing_from_the_board(failing):
    found = failing(without("suivi_remontees", code_cite=NANTES, trimestre="2022-T2"))
    assert found == {
        ROWS: [(f"suivi_remontees {NANTES} 2022-T2", "1", "no row")],
        STATUSES: [(f"suivi_remontees {NANTES} 2022-T2", "acceptee", "no row")],
    }


def test_a_row_twice(failing):
    found = failing(twice("suivi_remontees", code_cite=NANTES, trimestre="2022-T2"))
    assert found == {ROWS: [(f"suivi_remontees {NANTES} 2022-T2", "1", "2")]}


def test_a_cite_before_its_first_quarter(failing):
    published = tables()
    early = {
        **row_of(published, "suivi_remontees", code_cite=NANTES, trimestre="2022-T2"),
        "trimestre": "2022-T1",
    }
    published["suivi_remontees"].append(early)
    key = f"suivi_remontees {NANTES} 2022-T1"
    assert failing(published) == {ROWS: [(key, "no row", "1")], STATUSES: [(key, "no row", "acceptee")]}


def test_a_quarter_that_is_missing(failing):
    found = failing(without("indicateurs_nationaux", trimestre="2022-T2"))
    assert found[ROWS] == [("indicateurs_nationaux 2022-T2", "1", "no row")]
    assert found.keys() == {ROWS, RATES, SUMS, BREAKDOWNS}


def test_a_quarter_of_which_no_return_was_accepted(failing):
    found = failing(tables(), events=register([sent for sent in RETURNS if sent.quarter != "2022-T3"]))
    assert ("indicateurs_nationaux 2022-T3", "no row", "1") in found[ROWS]


def test_a_wrong_statut_remontee(failing):
    place = {"code_cite": GRENOBLE, "trimestre": "2022-T3"}
    found = failing(spoiled("suivi_remontees", place, statut_remontee="rejetee"))
    assert found == {STATUSES: [(f"suivi_remontees {GRENOBLE} 2022-T3", "manquante", "rejetee")]}


@pytest.mark.parametrize(
    ("column", "wrong", "expected", "found"),
    [
        ("statut", "complet", "partiel", "complet"),
        ("taux_remontee", Decimal("0.7501"), "0.7500", "0.7501"),
        ("partenaires_par_cite", Decimal("5.66"), "5.67", "5.66"),
        ("partenaires_mediane", Decimal("6.5"), "6.0", "6.5"),
        ("partenaires_par_cite", None, "5.67", "—"),
    ],
)
def test_a_wrong_rate_mean_median_or_statut_of_the_country(failing, column, wrong, expected, found):
    spoil = spoiled("indicateurs_nationaux", {"trimestre": "2022-T3"}, **{column: wrong})
    assert failing(spoil) == {RATES: [(f"pays FR 2022-T3 {column}", expected, found)]}


def test_a_wrong_mean_of_a_territory(failing):
    place = {"niveau": "region", "code": "52", "trimestre": "2022-T3"}
    found = failing(spoiled("indicateurs_territoriaux", place, partenaires_par_cite=Decimal("7.01")))
    assert found == {RATES: [("region 52 2022-T3 partenaires_par_cite", "7.00", "7.01")]}


def test_a_wrong_number_of_expected_cites(failing):
    found = failing(spoiled("indicateurs_nationaux", {"trimestre": "2022-T3"}, cites_attendues=5))
    assert found[RATES] == [("pays FR 2022-T3 cites_attendues", "4", "5")]
    assert found.keys() == {RATES, SUMS}


def test_a_territory_that_is_missing(failing):
    found = failing(without("indicateurs_territoriaux", niveau="departement", code="90", trimestre="2022-T3"))
    assert ("departement 90 2022-T3 cites_attendues", "1", "no row") in found[RATES]
    assert found.keys() == {RATES, SUMS}


def test_a_negative_number(failing):
    found = failing(
        spoiled("suivi_remontees", {"code_cite": ANGERS, "trimestre": "2022-T1"}, retard_jours=-1)
    )
    assert found == {NEGATIVE: [(f"{ANGERS} 2022-T1 suivi_remontees.retard_jours", "≥ 0", "-1")]}


def test_a_negative_decimal(failing):
    place = {"frein": "langue", "trimestre": "2022-T1"}
    found = failing(spoiled("actions_innovantes_freins", place, part_cite=Decimal("-0.01")))
    assert found == {NEGATIVE: [("langue 2022-T1 actions_innovantes_freins.part_cite", "≥ 0", "-0.01")]}


OUTREACH, NEW, ACTIONS, HELPED = 12, 55, 9, 28
"""The national figures of the first quarter: outreach and its new beneficiaries, innovative actions and theirs."""


@pytest.mark.parametrize(
    ("table", "key", "column", "national"),
    [
        ("partenaires_categories", {"categorie": "apec"}, "partenaires", 15),
        ("aller_vers_modalites", {"modalite": "forum"}, "actions", OUTREACH),
        ("aller_vers_modalites", {"modalite": "forum"}, "nouveaux_beneficiaires", NEW),
        ("actions_innovantes_freins", {"frein": "langue"}, "actions", ACTIONS),
        ("actions_innovantes_freins", {"frein": "langue"}, "beneficiaires", HELPED),
        ("actions_innovantes_publics", {"public": "tous"}, "actions", ACTIONS),
        ("actions_innovantes_publics", {"public": "tous"}, "beneficiaires", HELPED),
        ("indicateurs_qpv", {"code_qpv": "QP000004"}, "actions_aller_vers", OUTREACH),
        ("indicateurs_qpv", {"code_qpv": "QP000004"}, "nouveaux_beneficiaires", NEW),
    ],
)
def test_a_breakdown_off_by_one(failing, table, key, column, national):
    published = tables()
    row_of(published, table, trimestre="2022-T1", **key)[column] += 1
    assert failing(published) == {
        BREAKDOWNS: [(f"2022-T1 {table}.{column}", str(national), str(national + 1))]
    }


@pytest.mark.parametrize(
    ("scheme", "criterion", "modality", "national"),
    [
        ("aller_vers", "sexe", "femmes", NEW),
        ("aller_vers", "age", "moins_26_ans", NEW),
        ("actions_innovantes", "sexe", "hommes", HELPED),
        ("actions_innovantes", "age", "de_26_a_49_ans", HELPED),
    ],
)
def test_a_profile_off_by_one(failing, scheme, criterion, modality, national):
    published = tables()
    row_of(published, "beneficiaires_profils", trimestre="2022-T1", dispositif=scheme, modalite=modality)[
        "beneficiaires"
    ] += 1
    part = f"2022-T1 beneficiaires_profils {scheme} {criterion}"
    assert failing(published) == {BREAKDOWNS: [(part, str(national), str(national + 1))]}


def test_a_breakdown_of_a_quarter_that_is_not_published(failing):
    published = tables()
    published["aller_vers_modalites"].append({**published["aller_vers_modalites"][0], "trimestre": "2021-T4"})
    found = failing(published)[BREAKDOWNS]
    assert [key for key, expected, _ in found if expected == "no row"] == [
        "2021-T4 aller_vers_modalites.actions",
        "2021-T4 aller_vers_modalites.nouveaux_beneficiaires",
    ]


def test_exits_that_differ_by_frein_and_by_public(failing):
    published = tables()
    row_of(published, "actions_innovantes_publics", public="tous", trimestre="2022-T1")["sorties_emploi"] += 1
    assert failing(published) == {EXITS: [("2022-T1 sorties_emploi", "9", "10")]}


def test_costs_may_differ_by_a_cent_of_rounding(failing):
    published = tables()
    row_of(published, "actions_innovantes_publics", public="tous", trimestre="2022-T1")["cout_total"] += (
        Decimal("0.01")
    )
    assert failing(published) == {}


def test_a_running_total_that_falls(failing):
    published = tables()
    row_of(published, "indicateurs_nationaux", trimestre="2022-T3")["cumul_comites_pilotage"] = 4
    found = failing(published)
    assert found[FALLING] == [("indicateurs_nationaux 2022-T3 cumul_comites_pilotage", "≥ 8", "4")]
    assert found.keys() == {FALLING, SUMS}


def test_a_running_total_that_stays_does_not_fall(failing):
    silent = row_of(tables(), "indicateurs_cites", code_cite=GRENOBLE, trimestre="2022-T3")
    before = row_of(tables(), "indicateurs_cites", code_cite=GRENOBLE, trimestre="2022-T2")
    assert silent["cumul_actions_aller_vers"] == before["cumul_actions_aller_vers"] > 0
    assert FALLING not in failing(tables())


@pytest.mark.parametrize(
    ("table", "place", "named"),
    [
        ("indicateurs_cites", {"code_cite": ANGERS}, f"indicateurs_cites {ANGERS}"),
        ("indicateurs_territoriaux", {"niveau": "vague", "code": "2"}, "indicateurs_territoriaux vague 2"),
    ],
)
def test_a_running_total_that_falls_for_a_cite_or_a_territory(failing, table, place, named):
    before = row_of(tables(), table, trimestre="2022-T2", **place)["cumul_actions_aller_vers"]
    found = failing(spoiled(table, {"trimestre": "2022-T3", **place}, cumul_actions_aller_vers=before - 1))
    assert found[FALLING] == [(f"{named} 2022-T3 cumul_actions_aller_vers", f"≥ {before}", str(before - 1))]


def test_findings_that_the_warehouse_lost(failing):
    lost = tables()
    lost["qualite_regles"] = []
    assert failing(lost) == {FINDINGS: [("2022-T1", "2", "0")]}
