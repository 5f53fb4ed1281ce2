"""One typing mistake away from exactly one code, or nothing is proposed."""

import pytest

from contracts.model import Code
from orchestration.feedback.repairs.typos import code_meant, is_one_mistake, why_code
from tests.rules.cases import CONTRACT

LISTS = CONTRACT.reference.codelists


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("forum", "forums"),
        ("forums", "forum"),
        ("gorum", "forum"),
        ("oforum", "forum"),
        ("foru", "forum"),
        ("ofrum", "forum"),
        ("fourm", "forum"),
        ("form", "forum"),
        ("a", ""),
    ],
)
def test_one_letter_or_two_exchanged_is_one_mistake(typed, meant):
    assert is_one_mistake(typed, meant)
    assert is_one_mistake(meant, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("forum", "forum"),
        ("", ""),
        ("forum", "format"),
        ("foorrum", "forum"),
        ("ab", "cd"),
        ("abc", "cab"),
        ("ab", ""),
    ],
)
def test_none_or_two_are_not(typed, meant):
    assert not is_one_mistake(typed, meant)
    assert not is_one_mistake(meant, typed)


@pytest.mark.parametrize(
    ("text", "codelist", "code", "written"),
    [
        ("Porte à portte", "modalite_aller_vers", "porte_a_porte", "Porte-à-porte"),
        ("PORTE A PORTEE", "modalite_aller_vers", "porte_a_porte", "Porte-à-porte"),
        ("bus_emplois", "modalite_aller_vers", "bus_emploi", "Bus ou caravane de l'emploi"),
        ("Comité de piltage", "instance", "comite_pilotage", "Comité de pilotage"),
        ("Mission locales", "categorie_partenaire", "mission_locale", "Mission locale"),
        ("Cafs", "categorie_partenaire", None, None),
        ("Fanfare", "categorie_partenaire", None, None),
        ("caf", "categorie_partenaire", None, None),
        ("cef", "categorie_partenaire", None, None),
        ("xyz", "categorie_partenaire", None, None),
        ("", "frein", None, None),
        ("Langues", "frein", "langue", "Maîtrise du français"),
        ("Numeriqe", "frein", "numerique", "Numérique"),
    ],
)
def test_the_only_code_that_is_near_is_meant(text, codelist, code, written):
    meant = code_meant(text, LISTS[codelist])
    assert (meant.code, meant.label) == (code, written) if code else meant is None


def test_two_codes_at_the_same_distance_are_a_doubt():
    codes = [Code("salle", "Salle"), Code("balle", "Balle")]
    assert code_meant("malle", codes) is None
    assert code_meant("sall", codes).code == "salle"


def test_a_code_and_its_own_label_are_no_doubt():
    assert code_meant("forumm", [Code("forum", "Forums")]).code == "forum"


@pytest.mark.parametrize(("text", "is_meant"), [("iae", False), ("forun", True)])
def test_short_words_are_never_guessed(text, is_meant):
    codes = [Code("aae", "AAE"), Code("forum", "Forum")]
    assert (code_meant(text, codes) is not None) == is_meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Numeriqe", "C'est la seule valeur de la liste qui s'écrit presque pareil."),
        (
            "Langues",
            "C'est la valeur de la liste dont le code est « langue », le seul qui s'écrit presque pareil.",
        ),
    ],
)
def test_a_code_is_named_where_it_was_the_code_that_was_mistyped(text, why):
    meant = code_meant(text, LISTS["frein"])
    assert why_code(text, meant).replace("\u00a0", " ") == why
