"""Fictitious partners: valid numbers that nobody has, and lives that go on from quarter to quarter."""

import random
from datetime import date

import pytest
from stdnum.fr import siret as official

from orchestration.demo.plan import quarters
from orchestration.demo.structures import Structure, fictitious_siret, network
from tests.making.identifiers import siret as another_maker

FIRST_REAL_SIREN = "000325175"


def everyone(cites=range(1, 85), ranks=range(1, 61)):
    return [fictitious_siret(cite, rank) for cite in cites for rank in ranks]


def test_sirets_pass_the_official_check():
    assert all(official.is_valid(number) for number in everyone())


def test_no_siren_is_one_that_has_been_attributed():
    assert max(number[:9] for number in everyone()) < FIRST_REAL_SIREN


def test_every_structure_has_its_own_siret():
    numbers = everyone()
    assert len(set(numbers)) == len(numbers)
    assert another_maker(0) not in numbers


PARTNER = Structure("00000101500012", "Structure fictive n° 1", "apec", date(2022, 3, 31), date(2022, 9, 30))


@pytest.mark.parametrize(
    ("quarter", "listed", "active"),
    [
        ("2021-T4", False, False),
        ("2022-T1", True, True),  # came on the last day
        ("2022-T2", True, True),
        ("2022-T3", True, False),  # left on the last day: listed, no longer counted
        ("2022-T4", False, False),
    ],
)
def test_a_partner_is_listed_while_it_is_there_and_counted_if_it_stays(quarter, listed, active):
    assert (PARTNER.listed_in(quarter), PARTNER.active_at_end_of(quarter)) == (listed, active)


def test_the_network_has_as_many_active_partners_as_asked_for(contract):
    active = [9, 10, 12, 12, 13, 15, 15, 16]
    partners = network(
        7, active, quarters(), contract.reference.codelists["categorie_partenaire"], random.Random(4)
    )
    assert [sum(p.active_at_end_of(quarter) for p in partners) for quarter in quarters()] == active


def test_partners_leave_and_come_and_none_is_its_own_successor(contract):
    categories = contract.reference.codelists["categorie_partenaire"]
    partners = network(7, [12] * 8, quarters(), categories, random.Random(3))
    gone = [partner for partner in partners if partner.left]
    assert gone, "nobody leaves in eight quarters"
    assert all(partner.entered <= partner.left for partner in gone)
    assert len({partner.siret for partner in partners}) == len(partners) == 12 + len(gone)


def test_names_say_that_the_structures_are_fictitious(contract):
    categories = contract.reference.codelists["categorie_partenaire"]
    names = [partner.name for partner in network(1, [30] * 8, quarters(), categories, random.Random(1))]
    assert names[0] == "Structure fictive n° 1 — France Travail (ex-Pôle emploi)"
    assert all(name.startswith("Structure fictive n° ") for name in names)
