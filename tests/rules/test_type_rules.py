"""T rules: a required cell holds a value, of its type, within its bounds, on every kind of sheet."""

import pytest

from tests.rules.cases import as_is, both, boundary, fails, judge_all, passes, places, put

AV, AI, PART, GOUV = "aller_vers", "actions_innovantes", "partenaires", "gouvernance"
IDENTITY, SYNTHESIS = "identification", "synthese"


CASES = [
    passes("T01", "every required cell", as_is),
    passes("T01", "an optional cell may be empty", put(AV, date_fin=None)),
    boundary("T01", "zero is a value", put(AV, moins_26_ans=0, de_26_a_49_ans=20)),
    boundary(
        "T01",
        "a missing word is none",
        put(GOUV, instance="n.d."),
        ("T01", "Gouvernance", "instance", 2, "B2"),
    ),
    boundary("T01", "nor is a dash", put(PART, nom=" – "), ("T01", "Partenaires", "nom", 2, "B2")),
    boundary("T01", "nor is a formula error", put(PART, nom="#REF!"), ("T01", "Partenaires", "nom", 2, "B2")),
    fails(
        "T01", "an empty cell", put(GOUV, 1, copresidee=None), ("T01", "Gouvernance", "copresidee", 3, "C3")
    ),
    fails("T01", "a number", put(AV, femmes=None), ("T01", "Aller-vers", "femmes", 2, "J2")),
    fails("T01", "an empty field", put(IDENTITY, modele=None), ("T01", "Identification", "modele", 2, "B2")),
    fails(
        "T01",
        "a field without a row has no cell",
        lambda book: book.drop_column(IDENTITY, "modele"),
        ("T01", "Identification", "modele", None, None),
    ),
    fails("T01", "an indicator", put(SYNTHESIS, partenaires="nc"), ("T01", "Synthèse", "valeur", 2, "B2")),
    passes("T02", "numbers", as_is),
    passes("T02", "a number as text", put(AI, cout_total="12 500,50 €")),
    boundary("T02", "a whole number with a comma", put(GOUV, structures_presentes="12,0")),
    boundary(
        "T02",
        "half a person",
        put(AV, personnes_rencontrees=60.5),
        ("T02", "Aller-vers", "personnes_rencontrees", 2, "H2"),
    ),
    boundary("T02", "a half where decimals are due", put(IDENTITY, etp_coordination="0,5")),
    fails("T02", "a word", put(AV, femmes="treize"), ("T02", "Aller-vers", "femmes", 2, "J2")),
    fails("T02", "a percentage as text", put(AV, 1, hommes="52 %"), ("T02", "Aller-vers", "hommes", 3, "K3")),
    fails(
        "T02",
        "grouped by two",
        put(AI, part_cite="40 00"),
        ("T02", "Actions innovantes", "part_cite", 2, "J2"),
    ),
    fails("T02", "a total", put(SYNTHESIS, partenaires="trois"), ("T02", "Synthèse", "valeur", 2, "B2")),
    fails(
        "T02",
        "a yes",
        put(GOUV, structures_presentes=True),
        ("T02", "Gouvernance", "structures_presentes", 2, "D2"),
    ),
    passes("T03", "dates", as_is),
    passes("T03", "a date as text", put(AV, date_debut="15/11/2023", date_fin="2023-11-16")),
    boundary(
        "T03",
        "the last day of a leap February",
        both(put(PART, 2, date_entree="29/02/2020"), put(SYNTHESIS, partenaires=3)),
    ),
    boundary(
        "T03",
        "of a common one",
        put(PART, 2, date_entree="29/02/2021"),
        ("T03", "Partenaires", "date_entree", 4, "D4"),
    ),
    fails(
        "T03", "month first", put(AV, date_debut="11/25/2023"), ("T03", "Aller-vers", "date_debut", 2, "E2")
    ),
    fails("T03", "a bare number", put(GOUV, date=45000), ("T03", "Gouvernance", "date", 2, "A2")),
    fails(
        "T03",
        "an optional one",
        put(PART, date_sortie="bientôt"),
        ("T03", "Partenaires", "date_sortie", 2, "E2"),
    ),
    fails(
        "T03",
        "a field",
        put(IDENTITY, date_remontee="hier"),
        ("T03", "Identification", "date_remontee", 6, "B6"),
    ),
    passes("T04", "codes", as_is),
    passes("T04", "a label", put(PART, categorie="Service de l’État (préfecture, DDETS, DREETS)")),
    boundary("T04", "a label without its accents", put(AI, frein="MOBILITE")),
    boundary(
        "T04",
        "a label without its end",
        put(PART, categorie="Apec."),
        ("T04", "Partenaires", "categorie", 2, "C2"),
    ),
    fails("T04", "not listed", put(AV, modalite="fanfare"), ("T04", "Aller-vers", "modalite", 2, "C2")),
    fails(
        "T04", "of another list", put(AI, public="mobilite"), ("T04", "Actions innovantes", "public", 2, "D2")
    ),
    passes("T05", "yes and no", as_is),
    boundary("T05", "1 and x", put(GOUV, copresidee=1), container="ods"),
    boundary("T05", "2", put(GOUV, copresidee=2), ("T05", "Gouvernance", "copresidee", 2, "C2")),
    fails(
        "T05", "perhaps", put(GOUV, 1, copresidee="peut-être"), ("T05", "Gouvernance", "copresidee", 3, "C3")
    ),
    fails(
        "T05",
        "a field",
        put(IDENTITY, validee_etat="signé"),
        ("T05", "Identification", "validee_etat", 8, "B8"),
    ),
    passes("T06", "within the bounds", as_is),
    boundary("T06", "one structure", put(GOUV, structures_presentes=1)),
    boundary(
        "T06",
        "no structure",
        put(GOUV, structures_presentes=0),
        ("T06", "Gouvernance", "structures_presentes", 2, "D2"),
    ),
    boundary("T06", "zero", put(AI, part_cite=0)),
    fails(
        "T06",
        "a negative number",
        put(AI, part_cite=-0.01),
        ("T06", "Actions innovantes", "part_cite", 2, "J2"),
    ),
    fails(
        "T06",
        "minus one",
        put(AV, personnes_rencontrees="−1"),
        ("T06", "Aller-vers", "personnes_rencontrees", 2, "H2"),
    ),
    fails(
        "T06",
        "a field",
        put(IDENTITY, etp_coordination=-1),
        ("T06", "Identification", "etp_coordination", 7, "B7"),
    ),
    fails("T06", "a total", put(SYNTHESIS, partenaires=-3), ("T06", "Synthèse", "valeur", 2, "B2")),
    fails(
        "T06",
        "a number with four hundred digits",
        put(AV, personnes_rencontrees="9" * 400),
        ("T06", "Aller-vers", "personnes_rencontrees", 2, "H2"),
    ),
    passes("T07", "short texts", as_is),
    boundary("T07", "300 characters", put(AV, intitule="é" * 300)),
    boundary("T07", "301", put(AV, intitule="é" * 301), ("T07", "Aller-vers", "intitule", 2, "B2")),
    boundary("T07", "an identifier of 40", put(AV, id_action="A" * 40)),
    boundary("T07", "of 41", put(AV, id_action="A" * 41), ("T07", "Aller-vers", "id_action", 2, "A2")),
    boundary("T07", "spaces around do not count", put(AV, intitule=f"  {'x' * 300}\u00a0 ")),
    boundary("T07", "a comment of 2 000", put(IDENTITY, commentaire="c" * 2000)),
    fails(
        "T07",
        "of 2 001",
        put(IDENTITY, commentaire="c" * 2001),
        ("T07", "Identification", "commentaire", 10, "B10"),
    ),
    fails("T07", "a name", put(IDENTITY, nom_cite="n" * 301), ("T07", "Identification", "nom_cite", 4, "B4")),
]


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_type_rule_finds_what_it_must_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)
