"""R rules: every row is coherent in itself, and with the rest of the return."""

import datetime

import pytest

from tests.making.identifiers import siret
from tests.rules.cases import as_is, both, boundary, fails, judge_all, passes, places, put

AV, AI, PART, GOUV = "aller_vers", "actions_innovantes", "partenaires", "gouvernance"
OUTREACH, INNOVATIVE = "Aller-vers", "Actions innovantes"
FIRST, LAST = datetime.date(2023, 10, 1), datetime.date(2023, 12, 31)
BEFORE, AFTER = datetime.date(2023, 9, 30), datetime.date(2024, 1, 1)
LA_POSTE = "35600000049837"


CASES = [
    passes("R01", "14 digits and a key", as_is),
    passes("R01", "spaces and dots are dropped", put(PART, 2, siret="732 829 320.000 74")),
    passes("R01", "a number cell is padded to 14 digits", put(PART, 2, siret=5720784100016)),
    boundary("R01", "La Poste's establishments add up to a multiple of 5", put(PART, 2, siret=LA_POSTE)),
    boundary(
        "R01",
        "La Poste's do not add up to one more",
        put(PART, 2, siret="35600000049838"),
        ("R01", "Partenaires", "siret", 4, "A4"),
    ),
    boundary("R01", "all zeros", put(PART, 2, siret="0" * 14), ("R01", "Partenaires", "siret", 4, "A4")),
    fails(
        "R01",
        "13 digits as text",
        put(PART, 2, siret="7328293200007"),
        ("R01", "Partenaires", "siret", 4, "A4"),
    ),
    fails(
        "R01", "a wrong key", put(PART, 2, siret="73282932000075"), ("R01", "Partenaires", "siret", 4, "A4")
    ),
    fails(
        "R01", "a fraction", put(PART, 2, siret=73282932000074.5), ("R01", "Partenaires", "siret", 4, "A4")
    ),
    fails(
        "R01",
        "a negative number",
        put(PART, 2, siret=-73282932000074),
        ("R01", "Partenaires", "siret", 4, "A4"),
    ),
    fails(
        "R01", "a lead structure", put(AV, siret_porteur="12"), ("R01", OUTREACH, "siret_porteur", 2, "G2")
    ),
    fails(
        "R01", "another lead", put(AI, 1, siret_porteur="12"), ("R01", INNOVATIVE, "siret_porteur", 3, "H3")
    ),
    passes("R02", "of this cité and generation", as_is),
    passes("R02", "lower case with spaces", put(AV, code_qpv="qp 049 012")),
    passes("R02", "an innovative action may have none", put(AI, code_qpv=None)),
    boundary("R02", "the last code of the département", put(AV, code_qpv="QP049999")),
    boundary(
        "R02", "the next département", put(AV, code_qpv="QP050001"), ("R02", OUTREACH, "code_qpv", 2, "D2")
    ),
    fails("R02", "the next generation", put(AV, code_qpv="QN04904M"), ("R02", OUTREACH, "code_qpv", 2, "D2")),
    fails("R02", "no QPV at all", put(AI, code_qpv="centre-ville"), ("R02", INNOVATIVE, "code_qpv", 2, "E2")),
    passes("R03", "within the quarter", as_is),
    boundary("R03", "a meeting on the first day", put(GOUV, date=FIRST)),
    boundary("R03", "a meeting on the last day", put(GOUV, date=LAST)),
    boundary("R03", "an action on the first day", put(AV, date_debut=FIRST)),
    boundary("R03", "an action on the last day", put(AI, date_debut=LAST)),
    fails("R03", "a meeting the day before", put(GOUV, date=BEFORE), ("R03", "Gouvernance", "date", 2, "A2")),
    fails(
        "R03", "a meeting the day after", put(GOUV, 1, date=AFTER), ("R03", "Gouvernance", "date", 3, "A3")
    ),
    fails("R03", "an outreach before", put(AV, date_debut=BEFORE), ("R03", OUTREACH, "date_debut", 2, "E2")),
    fails(
        "R03",
        "an outreach after",
        put(AV, date_debut=AFTER, date_fin=None),
        ("R03", OUTREACH, "date_debut", 2, "E2"),
    ),
    fails("R03", "an action before", put(AI, date_debut=BEFORE), ("R03", INNOVATIVE, "date_debut", 2, "F2")),
    passes("R04", "an end after the start", put(AV, date_debut=FIRST, date_fin=AFTER)),
    passes("R04", "no end", put(AV, date_fin=None)),
    boundary("R04", "one day only", put(AI, date_debut=LAST, date_fin=LAST)),
    fails(
        "R04", "outreach", put(AV, date_debut=LAST, date_fin=FIRST), ("R04", OUTREACH, "date_fin", 2, "F2")
    ),
    fails(
        "R04",
        "the day before",
        put(AI, date_debut=LAST, date_fin=LAST - datetime.timedelta(1)),
        ("R04", INNOVATIVE, "date_fin", 2, "G2"),
    ),
    passes("R05", "13 + 14 = 27", as_is),
    boundary("R05", "0 + 27 = 27", put(AV, femmes=0, hommes=27)),
    boundary(
        "R05", "one woman less", put(AV, femmes=12), ("R05", OUTREACH, "nouveaux_beneficiaires", 2, "I2")
    ),
    fails("R05", "one woman more", put(AV, femmes=14), ("R05", OUTREACH, "nouveaux_beneficiaires", 2, "I2")),
    fails(
        "R05", "innovative actions too", put(AI, 1, hommes=6), ("R05", INNOVATIVE, "beneficiaires", 3, "K3")
    ),
    passes("R06", "9 + 11 + 7 = 27", as_is),
    boundary("R06", "0 + 0 + 27 = 27", put(AV, moins_26_ans=0, de_26_a_49_ans=0, de_50_ans_et_plus=27)),
    boundary(
        "R06", "one less", put(AV, moins_26_ans=8), ("R06", OUTREACH, "nouveaux_beneficiaires", 2, "I2")
    ),
    fails(
        "R06", "one more", put(AV, 1, de_26_a_49_ans=12), ("R06", OUTREACH, "nouveaux_beneficiaires", 3, "I3")
    ),
    fails("R06", "innovative", put(AI, de_50_ans_et_plus=4), ("R06", INNOVATIVE, "beneficiaires", 2, "K2")),
    passes("R07", "27 of 60 met", as_is),
    boundary("R07", "27 of 27 met", put(AV, personnes_rencontrees=27)),
    boundary(
        "R07",
        "27 of 26",
        put(AV, personnes_rencontrees=26),
        ("R07", OUTREACH, "nouveaux_beneficiaires", 2, "I2"),
    ),
    fails(
        "R07",
        "27 of none",
        put(AV, 1, personnes_rencontrees=0),
        ("R07", OUTREACH, "nouveaux_beneficiaires", 3, "I3"),
    ),
    passes("R08", "3 + 2 of 12", as_is),
    boundary("R08", "10 + 2 of 12", put(AI, sorties_emploi=10)),
    boundary(
        "R08", "11 + 2 of 12", put(AI, sorties_emploi=11), ("R08", INNOVATIVE, "sorties_emploi", 2, "Q2")
    ),
    fails(
        "R08",
        "3 + 10 of 12",
        put(AI, 1, sorties_formation=10),
        ("R08", INNOVATIVE, "sorties_emploi", 3, "Q3"),
    ),
    boundary(
        "R08",
        "1 + 12 of 12, neither alone above",
        put(AI, sorties_emploi=1, sorties_formation=12),
        ("R08", INNOVATIVE, "sorties_emploi", 2, "Q2"),
    ),
    boundary(
        "R08",
        "0 + 13 of 12: told once",
        put(AI, sorties_emploi=0, sorties_formation=13),
        ("R08", INNOVATIVE, "sorties_emploi", 2, "Q2"),
    ),
    passes("R09", "a part of the cost", as_is),
    boundary("R09", "the whole cost", put(AI, cout_total=4000.25)),
    boundary("R09", "a cent more", put(AI, cout_total=4000.24), ("R09", INNOVATIVE, "part_cite", 2, "J2")),
    fails("R09", "all of nothing", put(AI, 1, cout_total=0), ("R09", INNOVATIVE, "part_cite", 3, "J3")),
    passes("R10", "four identifiers", as_is),
    boundary("R10", "a hyphen tells two identifiers apart", put(AV, 1, id_action="AV001")),
    boundary("R10", "a space tells two identifiers apart", put(AV, 1, id_action="AV 001")),
    boundary("R10", "case does not", put(AV, 1, id_action="av-001"), ("R10", OUTREACH, "id_action", 3, "A3")),
    boundary(
        "R10",
        "accents do not",
        both(put(AV, id_action="Été-1"), put(AV, 1, id_action="ETE-1")),
        ("R10", OUTREACH, "id_action", 3, "A3"),
    ),
    fails(
        "R10", "both sheets together", put(AI, id_action="AV-001"), ("R10", INNOVATIVE, "id_action", 2, "A2")
    ),
    fails(
        "R10",
        "every occurrence after the first",
        both(put(AV, 1, id_action="AV-001"), put(AI, id_action="AV-001"), put(AI, 1, id_action="AV-001")),
        ("R10", OUTREACH, "id_action", 3, "A3"),
        ("R10", INNOVATIVE, "id_action", 2, "A2"),
        ("R10", INNOVATIVE, "id_action", 3, "A3"),
    ),
    passes("R11", "three partners", as_is),
    boundary("R11", "two establishments of one company", put(PART, 2, siret=LA_POSTE)),
    boundary(
        "R11",
        "the same number written otherwise",
        put(PART, 2, siret=f"{siret(0)[:3]} {siret(0)[3:]}"),
        ("R11", "Partenaires", "siret", 4, "A4"),
    ),
    fails("R11", "the same number", put(PART, 2, siret=siret(0)), ("R11", "Partenaires", "siret", 4, "A4")),
    fails(
        "R11",
        "whatever its key",
        both(
            put(PART, 1, siret="12"),
            put(PART, 2, siret="12"),
            put(AI, siret_porteur=siret(0)),
            put(AI, 1, siret_porteur=siret(0)),
        ),
        ("R01", "Partenaires", "siret", 3, "A3"),
        ("R01", "Partenaires", "siret", 4, "A4"),
        ("R11", "Partenaires", "siret", 4, "A4"),
    ),
    passes("R12", "the leads are partners", as_is),
    boundary("R12", "a partner that has left is listed", put(PART, date_sortie=LAST)),
    boundary(
        "R12",
        "without any partner no lead is listed",
        lambda book: book.clear(PART),
        ("R12", OUTREACH, "siret_porteur", 2, "G2"),
        ("R12", OUTREACH, "siret_porteur", 3, "G3"),
        ("R12", INNOVATIVE, "siret_porteur", 2, "H2"),
        ("R12", INNOVATIVE, "siret_porteur", 3, "H3"),
    ),
    fails("R12", "not listed", put(AV, siret_porteur=siret(9)), ("R12", OUTREACH, "siret_porteur", 2, "G2")),
    fails(
        "R12", "nor here", put(AI, 1, siret_porteur=LA_POSTE), ("R12", INNOVATIVE, "siret_porteur", 3, "H3")
    ),
    passes("R13", "no departure", as_is),
    passes("R13", "a departure during the quarter", put(PART, 2, date_sortie=LAST)),
    boundary("R13", "on the quarter's first day", put(PART, 2, date_sortie=FIRST)),
    boundary("R13", "on the day of arrival", put(PART, 2, date_entree=FIRST, date_sortie=FIRST)),
    boundary(
        "R13",
        "the day before the quarter",
        put(PART, 2, date_sortie=BEFORE),
        ("R13", "Partenaires", "date_sortie", 4, "E4"),
    ),
    fails(
        "R13",
        "before the arrival",
        put(PART, 2, date_entree=LAST, date_sortie=FIRST),
        ("R13", "Partenaires", "date_sortie", 4, "E4"),
    ),
    fails(
        "R13",
        "both halves are one finding",
        put(PART, 2, date_entree=FIRST, date_sortie=BEFORE),
        ("R13", "Partenaires", "date_sortie", 4, "E4"),
    ),
    passes("R14", "partners from before", as_is),
    boundary("R14", "on the last day", put(PART, 2, date_entree=LAST)),
    fails(
        "R14",
        "the day after",
        put(PART, 2, date_entree=AFTER),
        ("R14", "Partenaires", "date_entree", 4, "D4"),
    ),
    passes("R15", "27 people", as_is),
    boundary(
        "R15",
        "one person",
        put(
            AV,
            nouveaux_beneficiaires=1,
            femmes=1,
            hommes=0,
            moins_26_ans=1,
            de_26_a_49_ans=0,
            de_50_ans_et_plus=0,
        ),
    ),
    fails(
        "R15",
        "nobody met",
        put(
            AV,
            nouveaux_beneficiaires=0,
            femmes=0,
            hommes=0,
            moins_26_ans=0,
            de_26_a_49_ans=0,
            de_50_ans_et_plus=0,
        ),
        ("R15", OUTREACH, "nouveaux_beneficiaires", 2, "I2"),
    ),
    fails(
        "R15",
        "nobody accompanied",
        put(
            AI,
            1,
            **dict.fromkeys(
                [
                    "beneficiaires",
                    "femmes",
                    "hommes",
                    "moins_26_ans",
                    "de_26_a_49_ans",
                    "de_50_ans_et_plus",
                    "sorties_emploi",
                    "sorties_formation",
                ],
                0,
            ),
        ),
        ("R15", INNOVATIVE, "beneficiaires", 3, "K3"),
    ),
]


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_rule_finds_what_it_must_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)
