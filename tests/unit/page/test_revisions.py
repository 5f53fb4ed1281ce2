"""What changed since the release before: national figures one by one, the rest by cause."""

from decimal import Decimal

import pytest

from orchestration.page.revisions import LISTED, revisions
from tests.unit.page.editions import RELEASE, page, plain, quarters, section, text

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
        "fichiers": 1,
        "empreinte": "ab",
        "remontees": "cde-001 2022-T1",
        **different,
    }


def found(*parts):
    return revisions(quarters(previous=BEFORE, revisions=parts))


def told(*parts, previous=BEFORE):
    return text("<p" + section(page(previous=previous, revisions=parts), "revisions"))


def test_a_first_release_has_nothing_to_revise():
    assert revisions(quarters()) is None
    assert "Première version publiée : il n'y a rien à réviser." in told(previous=None)


def test_a_release_may_revise_nothing():
    assert (found().values, found().national) == (0, ())
    assert f"Aucune valeur publiée n'a changé depuis la version {BEFORE}." in told()


def test_a_revised_national_figure_is_told_with_its_causes():
    value = found(part()).national[0]
    assert (plain(value.quarter), value.label) == ("T1 2022", "Nouveaux bénéficiaires")
    assert plain(value.coverage.text) == "3 cités sur 3 — définitif"
    assert (plain(value.before), plain(value.after)) == ("1 043", "1 055")
    assert value.parts == ("+12 : correction (cde-001 2022-T1)",)


def test_the_parts_of_one_value_stand_together_in_their_order():
    parts = (part(rang=2, cause="retrait", part=Decimal("-3.0000"), fichiers=4), part(part=Decimal(15)))
    value = found(*parts).national
    assert len(value) == 1
    assert list(map(plain, value[0].parts)) == [
        "+15 : correction (cde-001 2022-T1)",
        "−3 : retrait (cde-001 2022-T1), 4 fichiers",
    ]


def test_a_text_has_a_cause_and_no_amount():
    status = part(colonne="statut", avant="provisoire", apres="definitif", part=None, remontees=None)
    value = found(status).national[0]
    assert (value.before, value.after, value.parts) == ("provisoire", "définitif", ("correction",))


def test_a_fraction_keeps_its_decimals():
    mean = part(colonne="partenaires_par_cite", avant="5.00", apres="5.67", part=Decimal("0.6700"))
    value = found(mean).national[0]
    assert (value.before, value.after, value.parts[0][:5]) == ("5", "5,67", "+0,67")


def test_the_newest_quarter_comes_first():
    older, newer = part(), part(cle="trimestre=2022-T2", trimestre="2022-T2")
    assert [plain(value.quarter) for value in found(older, newer).national] == ["T2 2022", "T1 2022"]


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
