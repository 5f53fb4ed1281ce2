"""Against the current release: what falls or vanishes must be explained by the register."""

from __future__ import annotations

import pytest

from orchestration.audit.history import Previous, register_goes_on
from tests.unit.audit.sentences import EXPLAINED, RECOUNT, REGISTER, STATUSES, VANISHED
from tests.unit.audit.small_world import (
    ANGERS,
    BELFORT,
    CORRECTED,
    GRENOBLE,
    RETURNS,
    Return,
    as_arrow,
    register,
    small_contract,
    tables,
)


def published(returns=RETURNS) -> Previous:
    """The current release, as one that was published from these returns."""
    lines = [{"code_cite": sent.cite, "trimestre": sent.quarter, "empreinte": sent.sha} for sent in returns]
    cites = as_arrow(small_contract(), "indicateurs_cites", tables(returns)["indicateurs_cites"])
    return Previous.of({"remontees": lines}, {"indicateurs_cites": cites})


BIGGER = (CORRECTED, *RETURNS[1:])
"""Before Angers corrected its first return, 9 actions were published instead of 4."""

WITHOUT_ANGERS = tuple(sent for sent in RETURNS if (sent.cite, sent.quarter) != (ANGERS, "2022-T3"))


def test_the_same_returns_again_pass(failing):
    assert failing(tables(), previous=published()) == {}


def test_a_correction_may_lower_what_was_published(failing):
    assert failing(tables(), previous=published(BIGGER)) == {}


def test_a_correction_may_lower_the_quarters_after_it_too(failing):
    later = published(BIGGER)
    assert any(
        row["trimestre"] == "2022-T3" and row["cumul_actions_aller_vers"] == 16
        for row in later.cites.to_pylist()
    )
    assert EXPLAINED not in failing(tables(), previous=later)


def test_a_withdrawal_may_lower_what_was_published(failing, workdir):
    events = register().withdrawn(Return(ANGERS, "2022-T3", 5))
    assert failing(tables(WITHOUT_ANGERS), events=events, previous=published()) == {}


def test_a_total_that_falls_without_a_reason_is_named(failing):
    fallen = published()
    rows = fallen.cites.to_pylist()
    rows[0]["cumul_actions_aller_vers"] += 3
    previous = Previous(fallen.in_force, as_arrow(small_contract(), "indicateurs_cites", rows))
    assert failing(tables(), previous=previous) == {
        EXPLAINED: [(f"{ANGERS} 2022-T1 cumul_actions_aller_vers", "≥ 7", "4")]
    }


def test_a_correction_of_a_later_quarter_explains_nothing_before_it(failing):
    before = published((*RETURNS[:7], Return(ANGERS, "2022-T3", 9, version=0), *RETURNS[8:]))
    rows = before.cites.to_pylist()
    rows[0]["cumul_actions_aller_vers"] += 3
    previous = Previous(before.in_force, as_arrow(small_contract(), "indicateurs_cites", rows))
    assert failing(tables(), previous=previous)[EXPLAINED] == [
        (f"{ANGERS} 2022-T1 cumul_actions_aller_vers", "≥ 7", "4")
    ]


def test_a_correction_of_another_cite_explains_nothing(failing):
    before = published(BIGGER)
    rows = [
        {**row, "cumul_comites_pilotage": row["cumul_comites_pilotage"] + 1}
        if row["code_cite"] == BELFORT
        else row
        for row in before.cites.to_pylist()
    ]
    previous = Previous(before.in_force, as_arrow(small_contract(), "indicateurs_cites", rows))
    assert [key.split()[0] for key, _, _ in failing(tables(), previous=previous)[EXPLAINED]] == [BELFORT] * 3


def test_a_cite_that_vanishes_without_a_withdrawal_is_named(failing):
    events = register([CORRECTED, *WITHOUT_ANGERS])
    assert failing(tables(WITHOUT_ANGERS), events=events, previous=published())[VANISHED] == [
        (f"{ANGERS} 2022-T3", "a return in force, or a withdrawal in the register", "neither")
    ]


def test_a_cite_that_dbt_lost_is_named_by_several_controls(failing):
    found = failing(tables(WITHOUT_ANGERS), previous=published())
    assert {VANISHED, EXPLAINED, RECOUNT, STATUSES} <= found.keys()


def test_a_withdrawal_of_another_quarter_excuses_no_vanishing(failing):
    events = register([CORRECTED, *WITHOUT_ANGERS]).withdrawn(Return(ANGERS, "2022-T2", 2))
    found = failing(tables(WITHOUT_ANGERS), events=events, previous=published())
    assert [key for key, _, _ in found[VANISHED]] == [f"{ANGERS} 2022-T3"]


def test_a_cite_that_counts_no_longer_in_the_candidate_alone_is_named(failing):
    spoiled = tables()
    for row in spoiled["indicateurs_cites"]:
        if (row["code_cite"], row["trimestre"]) == (GRENOBLE, "2022-T2"):
            row["statut_remontee"] = "manquante"
    assert [key for key, _, _ in failing(spoiled, previous=published())[VANISHED]] == [f"{GRENOBLE} 2022-T2"]


@pytest.mark.parametrize("earlier", [RETURNS[:3], RETURNS[:7]], ids=["one quarter", "two quarters"])
def test_new_quarters_pass(failing, earlier):
    quarters = tuple(dict.fromkeys(sent.quarter for sent in earlier))
    cites = as_arrow(small_contract(), "indicateurs_cites", tables(earlier, quarters)["indicateurs_cites"])
    lines = [{"code_cite": sent.cite, "trimestre": sent.quarter, "empreinte": sent.sha} for sent in earlier]
    assert failing(tables(), previous=Previous.of({"remontees": lines}, {"indicateurs_cites": cites})) == {}


def test_the_first_publication_has_nothing_to_compare_with(failing):
    assert failing(tables(), previous=None) == {}


@pytest.mark.parametrize("events", [0, 1, 10, 11])
def test_a_register_that_goes_on_passes(events):
    known = Previous({}, None, register((CORRECTED, *RETURNS)[:events]).head)
    assert register_goes_on(register().head, known).lines == ()


def test_a_register_that_lost_its_last_segments_is_found_out():
    assert register_goes_on((3, "abc"), Previous({}, None, (5, "def"))).lines == (("segments", "≥ 5", "3"),)


def test_another_register_of_the_same_length_is_found_out():
    assert register_goes_on((5, "abc"), Previous({}, None, (5, "def"))).lines == (
        ("segment 5", "def", "abc"),
    )


def test_the_register_is_compared_with_the_one_in_the_manifest(failing):
    manifest = {"remontees": [], "registre": {"segment": 99, "empreinte": "def"}}
    cites = as_arrow(small_contract(), "indicateurs_cites", [])
    previous = Previous.of(manifest, {"indicateurs_cites": cites})
    assert failing(tables(), previous=previous) == {REGISTER: [("segments", "≥ 99", "11")]}
