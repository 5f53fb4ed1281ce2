"""Findings come by sheet of the template (others last), row (none first), column of the template, rule."""

import random

from contracts.loading import load_contract
from orchestration.submissions.findings import Finding, in_order
from tests.making.returns import valid_return
from tests.rules.cases import judge_book, places

SUBMISSION = load_contract().submission


def finding(sheet, row, column, rule):
    return Finding(rule, "bloquant", sheet, row, column, None, None, "…")


ORDERED = [
    finding("Identification", None, "date_remontee", "T01"),
    finding("Identification", None, "validee_etat", "T01"),
    finding("Identification", 3, "code_cite", "I01"),
    finding("Identification", 4, "champ", "S04"),
    finding("Partenaires", None, None, "S02"),
    finding("Partenaires", None, "siret", "S03"),
    finding("Partenaires", None, "nom", "S03"),
    finding("Partenaires", 1, "Téléphone", "S04"),
    finding("Partenaires", 2, "siret", "R01"),
    finding("Partenaires", 2, "siret", "R11"),
    finding("Partenaires", 2, "date_entree", "R14"),
    finding("Partenaires", 10, "siret", "R01"),
    finding("aller vers", None, None, "S06"),  # a sheet of the template, as the file writes its name
    finding("Aller-vers", 2, "id_action", "R10"),
    finding("Actions innovantes", 2, "id_action", "R10"),
    finding("Synthèse", None, "indicateur", "C07"),
    finding("Synthèse", 2, "valeur", "C01"),
    finding("Notes", None, None, "S07"),
]


def test_findings_come_in_the_order_of_the_interface():
    shuffled = random.Random(1).sample(ORDERED, len(ORDERED))
    assert in_order(shuffled, SUBMISSION) == ORDERED


def test_findings_of_one_place_keep_the_order_of_the_template():
    book = valid_return()
    for indicator in ("beneficiaires_accompagnes", "partenaires", "actions_aller_vers"):
        book.drop_column("synthese", indicator)
    messages = [constat.message for constat in judge_book(book).constats]
    assert [
        (
            "partenaires" in messages[0],
            "actions_aller_vers" in messages[1],
            "beneficiaires_accompagnes" in messages[2],
        )
    ] == [(True, True, True)]


def test_rows_come_by_number_not_by_text():
    book = valid_return()
    for row in range(12):
        book.add_row("gouvernance", instance="fête" if row in (1, 10) else "autre")
    assert [place[3] for place in places(judge_book(book))] == [5, 14]


def test_all_planted_errors_come_out_at_once():
    book = valid_return(nom_cite="X", etp_coordination=5, validee_etat=False, date_remontee="hier")
    book.set("partenaires", column="siret", value="12", row=1).set(
        "partenaires", column="categorie", value="?", row=2
    )
    book.set("gouvernance", column="structures_presentes", value=0).set(
        "gouvernance", column="copresidee", value="?", row=1
    )
    book.set("aller_vers", column="femmes", value=None).set("aller_vers", column="moins_26_ans", value=8)
    book.set("aller_vers", column="intitule", value="x" * 301, row=1).set(
        "aller_vers", column="hommes", value=1.5, row=1
    )
    book.set("actions_innovantes", column="id_action", value="AV-001").set(
        "actions_innovantes", column="part_cite", value=99999
    )
    book.set("actions_innovantes", column="cout_total", value=500_000, row=1).drop_column(
        "actions_innovantes", "frein"
    )
    book.set("synthese", column="comites_pilotage", value=9).set("synthese", column="partenaires", value=None)
    book.add_column("gouvernance", "Lieu").add_sheet("Notes", [["x"]])
    assert places(judge_book(book)) == [
        ("I04", "Identification", "nom_cite", 4, "B4"),
        ("T03", "Identification", "date_remontee", 6, "B6"),
        ("P02", "Identification", "etp_coordination", 7, "B7"),
        ("I05", "Identification", "validee_etat", 8, "B8"),
        ("R01", "Partenaires", "siret", 3, "A3"),
        ("T04", "Partenaires", "categorie", 4, "C4"),
        ("S04", "Gouvernance", "Lieu", 1, "E1"),
        ("T06", "Gouvernance", "structures_presentes", 2, "D2"),
        ("T05", "Gouvernance", "copresidee", 3, "C3"),
        ("R06", "Aller-vers", "nouveaux_beneficiaires", 2, "I2"),
        ("T01", "Aller-vers", "femmes", 2, "J2"),
        ("T07", "Aller-vers", "intitule", 3, "B3"),
        ("T02", "Aller-vers", "hommes", 3, "K3"),
        ("S03", "Actions innovantes", "frein", None, None),
        ("R10", "Actions innovantes", "id_action", 2, "A2"),
        ("R09", "Actions innovantes", "part_cite", 2, "I2"),
        ("P01", "Actions innovantes", "cout_total", 3, "H3"),
        ("T01", "Synthèse", "valeur", 2, "B2"),
        ("C02", "Synthèse", "valeur", 3, "B3"),
        ("S07", "Notes", None, None, None),
    ]
