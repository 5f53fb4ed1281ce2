"""The breakdowns: what the quarter that leads is made of."""

import pytest

from orchestration.page.breakdowns import LISTED, breakdowns
from orchestration.page.profiles import profiles
from tests.unit.audit.small_world import tables
from tests.unit.page.editions import only, plain, quarters, without


def breakdown(name, rows=None):
    found = quarters(rows)
    return next(each for each in [*breakdowns(found), *profiles(found)] if each.name == name)


def test_partners_outreach_obstacles_and_publics_are_broken_down():
    assert [each.name for each in breakdowns(quarters())] == [
        "partenaires_categories",
        "aller_vers_modalites",
        "actions_innovantes_freins",
        "actions_innovantes_publics",
    ]


def test_parts_are_those_of_the_quarter_that_leads_largest_first_with_their_share():
    parts = breakdown("aller_vers_modalites", only("2022-T3")).parts
    assert [(part.label, part.value, plain(part.share)) for part in parts] == [
        ("bus_emploi", 42, "57 %"),
        ("forum", 32, "43 %"),
    ]


def test_parts_of_a_flow_are_also_summed_up_to_the_quarter_that_leads():
    each = breakdown("aller_vers_modalites")
    assert sum(part.value for part in each.parts) == 55
    assert sum(part.total for part in each.parts) == 110  # without the 74 of the quarter that has only begun
    assert plain(each.whole_coverage.text) == "7 remontées sur 7 — complet"


def test_a_stock_is_never_summed_over_the_quarters():
    each = breakdown("partenaires_categories")
    assert [part.total for part in each.parts] == [None] * len(each.parts)
    assert not each.has_totals


def test_equal_parts_stand_in_the_order_of_their_labels():
    rows = tables()
    for row in rows["actions_innovantes_publics"]:
        row["beneficiaires"] = 7
    assert [part.label for part in breakdown("actions_innovantes_publics", rows).parts] == [
        "jeunes",
        "seniors",
        "tous",
    ]


@pytest.mark.parametrize(("kinds", "shown"), [(LISTED, LISTED), (LISTED + 1, LISTED)])
def test_a_chart_shows_the_largest_and_the_table_all(kinds, shown):
    rows = tables()
    rows["aller_vers_modalites"] = [
        {
            "trimestre": "2022-T2",
            "modalite": f"m{n:02d}",
            "libelle": f"Modalité {n:02d}",
            "actions": 1,
            "personnes_rencontrees": 50,
            "nouveaux_beneficiaires": 100 - n,
        }
        for n in range(kinds)
    ]
    each = breakdown("aller_vers_modalites", rows)
    assert (len(each.shown), len(each.parts), each.shown[0].label) == (shown, kinds, "Modalité 00")


def test_nothing_to_break_down_is_an_empty_breakdown_with_its_coverage():
    each = breakdown("actions_innovantes_freins", without("actions_innovantes_freins"))
    assert (each.parts, plain(each.coverage.text)) == ((), "4 cités sur 4 — complet")


def test_only_other_quarters_is_empty_too():
    each = breakdown("actions_innovantes_freins", without("actions_innovantes_freins", trimestre="2022-T2"))
    assert each.parts == ()


def test_in_words_it_has_its_largest_parts_and_its_coverage():
    assert plain(breakdown("aller_vers_modalites", only("2022-T3")).alternative) == (
        "Graphique, 2 barres : nouveaux bénéficiaires. En tête : bus_emploi 42 (57 %), forum 32 (43 %)."
        " 3 cités sur 4 — partiel."
    )


def test_profiles_stand_in_their_own_order_and_add_up_to_the_figure():
    sexes, ages = breakdown("profils-aller-vers-sexe"), breakdown("profils-aller-vers-age")
    assert [part.label for part in sexes.parts] == ["Femmes", "Hommes"]
    assert [part.label for part in ages.parts] == ["Moins de 26 ans", "De 26 à 49 ans", "50 ans et plus"]
    assert sum(part.value for part in sexes.parts) == sum(part.value for part in ages.parts) == 55


def test_in_words_a_profile_names_its_largest_part_first():
    told = breakdown("profils-aller-vers-age").alternative
    assert told.index("50 ans et plus") < told.index("Moins de 26 ans")


def test_without_persons_a_profile_is_empty():
    rows = without("beneficiaires_profils", dispositif="aller_vers")
    assert breakdown("profils-aller-vers-sexe", rows).parts == ()
    assert len(breakdown("profils-actions-innovantes-sexe", rows).parts) == 2


def test_the_column_of_the_parts_says_what_they_are():
    found = quarters()
    assert [each.kind for each in breakdowns(found)] == ["Catégorie", "Modalité", "Frein", "Public"]
    assert [each.kind for each in profiles(found)] == ["Sexe", "Âge", "Sexe", "Âge"]
