"""What changed since the release before: national figures one by one, the rest by cause."""

from decimal import Decimal

import pytest

from orchestration.page.revisions import LISTED, revisions
from tests.unit.page.editions import RELEASE, changed, page, plain, quarters, section, text

BEFORE = "r0001-aaaaaaaa"


def part(**different):
    """One part of a revised national value; what a test names is different."""
    return {
        "release": RELEASE,
        "release_precedente": BEFORE,
        "nom_table": "indicateurs_nationaux",
        "cle": "trimestre=2022-T1",
        "colonne": "nouveaux_beneficiaires",
        "rang": 1,
        "trimestre": "2022-T1",
        "avant": "1043",
        "apres": "1055",
        "cause": "correction",
        "part": Decimal("12.0000"),
        "code_cite": "cde-001",
        "cites": 1,
        "fichiers": 1,
        "empreinte": "ab",
        "remontees": "cde-001 2022-T1",
        **different,
    }


def found(*parts, before=None):
    return revisions(quarters(previous=BEFORE, revisions=parts, before=before))


def told(*parts, previous=BEFORE, before=None):
    return text("<p" + section(page(previous=previous, revisions=parts, before=before), "revisions"))


def test_a_first_release_has_nothing_to_revise():
    assert revisions(quarters()) is None
    assert "Première version publiée : il n'y a rien à réviser." in told(previous=None)


def test_a_release_may_revise_nothing():
    assert (found().values, found().national) == (0, ())
    assert f"Aucune valeur publiée n'a changé depuis la version {BEFORE}." in told()


def test_a_revised_national_figure_is_told_with_its_causes():
    value = found(part()).national[0]
    assert (plain(value.quarter), value.label) == ("T1 2022", "Nouveaux bénéficiaires")
    assert (plain(value.before.text), plain(value.after.text)) == ("1 043", "1 055")
    assert [plain(cause.text) for cause in value.causes] == [
        "+12 : correction, CU Angers Loire Métropole (cde-001)"
    ]


def test_each_value_stands_with_what_it_counted_then():
    earlier = changed(
        "indicateurs_nationaux",
        lambda row: {"cites_repondantes": 2, "statut": "partiel"},
        trimestre="2022-T1",
    )
    value = found(part(), before=earlier).national[0]
    assert plain(value.before.coverage.text) == "2 cités sur 3 — partiel"
    assert plain(value.after.coverage.text) == "3 cités sur 3 — complet"


def test_a_running_total_stands_for_every_quarter_up_to_its_own():
    earlier = changed(
        "indicateurs_nationaux",
        lambda row: {"cites_repondantes": 2, "statut": "provisoire"},
        trimestre="2022-T1",
    )
    total = part(colonne="cumul_nouveaux_beneficiaires", trimestre="2022-T2", cle="trimestre=2022-T2")
    value = found(total, before=earlier).national[0]
    assert value.label == "Cumul : nouveaux bénéficiaires"
    assert plain(value.before.coverage.text) == "6 remontées sur 7 — provisoire"
    assert plain(value.after.coverage.text) == "7 remontées sur 7 — complet"


def test_a_final_quarter_after_a_provisional_one_does_not_make_its_running_total_final():
    rows = changed("indicateurs_nationaux", lambda row: {"statut": "provisoire"}, trimestre="2022-T1")
    total = part(colonne="cumul_comites_pilotage", trimestre="2022-T2", cle="trimestre=2022-T2")
    value = revisions(quarters(rows, previous=BEFORE, revisions=[total])).national[0]
    assert value.after.coverage.status == "provisoire"


def test_a_value_of_a_text_is_told_as_people_read_it():
    status = part(colonne="statut", avant="provisoire", apres="complet", part=None, remontees=None)
    value = found(status).national[0]
    assert (value.before.text, value.after.text) == ("provisoire", "complet")
    assert [plain(cause.text) for cause in value.causes] == ["correction (1 cité)"]


def test_a_fraction_keeps_its_decimals():
    mean = part(colonne="partenaires_par_cite", avant="5.00", apres="5.67", part=Decimal("0.6700"))
    value = found(mean).national[0]
    assert (value.before.text, value.after.text) == ("5", "5,67")


def test_headline_measures_come_first_then_running_totals_then_the_rest_newest_quarter_first():
    columns = ("cites_repondantes", "cumul_nouveaux_beneficiaires", "partenaires", "nouveaux_beneficiaires")
    parts = [
        part(colonne=column, trimestre=quarter, cle=f"trimestre={quarter}")
        for quarter in ("2022-T1", "2022-T2")
        for column in columns
    ]
    shown = [(value.label, plain(value.quarter)) for value in found(*parts).national]
    assert shown == [
        ("Nouveaux bénéficiaires", "T2 2022"),
        ("Partenaires actifs", "T2 2022"),
        ("Nouveaux bénéficiaires", "T1 2022"),
        ("Partenaires actifs", "T1 2022"),
        ("Cumul : nouveaux bénéficiaires", "T2 2022"),
        ("Cumul : nouveaux bénéficiaires", "T1 2022"),
        ("Cités répondantes", "T2 2022"),
        ("Cités répondantes", "T1 2022"),
    ]


def test_the_page_names_the_cites_and_tells_both_coverages():
    earlier = changed(
        "indicateurs_nationaux",
        lambda row: {"cites_repondantes": 2, "statut": "partiel"},
        trimestre="2022-T1",
    )
    line = told(part(), before=earlier)
    assert "1 043 2 cités sur 3 — partiel 1 055 3 cités sur 3 — complet" in line
    assert "+12 : correction, CU Angers Loire Métropole (cde-001)" in line


@pytest.mark.parametrize(
    "elsewhere",
    [part(nom_table="indicateurs_cites"), part(avant=None), part(apres=None)],
    ids=["another table", "new", "gone"],
)
def test_only_national_values_that_were_published_are_listed_one_by_one(elsewhere):
    assert (found(elsewhere).national, found(elsewhere).values) == ((), 1)


def test_every_cause_tells_how_many_values_it_moved():
    parts = (
        part(),
        part(rang=2, cause="retrait"),
        part(colonne="partenaires"),
        part(colonne="statut", avant=None, cause="nouvelle_remontee"),
    )
    counted = found(*parts)
    assert (counted.values, counted.new) == (3, 1)
    assert [(cause.label, cause.values) for cause in counted.causes] == [
        ("retrait", 1),
        ("correction", 2),
        ("nouvelle remontée", 1),
    ]


def test_a_long_list_is_cut_and_says_so():
    parts = [part(colonne=f"c{n:02d}") for n in range(LISTED + 1)]
    assert (len(found(*parts).national), found(*parts).listed) == (LISTED, LISTED + 1)
    assert f"Les {LISTED} premiers sur {LISTED + 1} ; tous sont dans la table « Révisions »." in told(*parts)


def test_the_page_counts_in_good_french():
    assert "1 valeur publiée a changé" in told(part())
    assert "2 valeurs publiées ont changé" in told(part(), part(colonne="partenaires"))
    assert "dont 1 qui n'existait pas encore" in told(part(avant=None))
