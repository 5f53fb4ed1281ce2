"""« Vouliez-vous dire … ? » stands at a message's end where exactly one known word is near, and only there."""

import datetime

import pytest

from orchestration.submissions.judging.suggestions import ASKED
from tests.making.identifiers import qpv, siret
from tests.making.returns import valid_return
from tests.rules.cases import judge_book

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)
LATER = datetime.date(2024, 5, 1)
ANGERS = "cde-001"


def questions(book, **judging):
    """What the findings ask, by rule."""
    found = {}
    for finding in judge_book(book, **judging).constats:
        message = finding.message.replace("\u00a0", " ").replace("\u202f", " ")
        asked = [part for part in ("Vouliez-vous dire", "Votre fichier contient") if part in message]
        found[finding.regle] = message[message.index(asked[0]) :] if asked else None
    return found


def renamed(sheet, column, header):
    """The default return with another title above a column."""
    book = valid_return()
    book.headers[sheet] = [header if one == column else one for one in book.headers[sheet]]
    for row in book.rows[sheet]:
        row[header] = row[column]
    return book


def refiled(sheet, field, name):
    """The default return with another name for a field or an indicator."""
    book = valid_return()
    value = book.get(sheet, column=field)
    return book.drop_column(sheet, field).set(sheet, column=name, value=value)


@pytest.mark.parametrize(
    ("sheet", "column", "value", "label"),
    [
        (PART, "categorie", "Mission local", "Mission locale"),
        (PART, "categorie", "Pôle emploi", "France Travail (ex-Pôle emploi)"),
        (GOUV, "instance", "Comités de pilotages", "Comité de pilotage"),
        (AI, "frein", "mobilites", "Mobilité"),
        (AI, "public", "Jeunes NEET", "Jeunes de moins de 26 ans"),
    ],
)
def test_a_code_is_proposed_by_its_label(sheet, column, value, label):
    book = valid_return().set(sheet, column=column, value=value)
    asked = questions(book)
    assert asked["T04"] == f"Vouliez-vous dire « {label} » ?"


@pytest.mark.parametrize("value", ["Fanfare", "emploi", "??", "é" * 200])
def test_a_word_near_to_no_code_is_asked_nothing(value):
    assert questions(valid_return().set(PART, column="categorie", value=value)) == {"T04": None}


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [
        (AV, "modalite", "Modalitée"),
        (AV, "femmes", "Nombre de femmes"),
        (AV, "siret_porteur", "SIRET"),
        (AI, "cout_total", "Coût totale"),
        (PART, "categorie", "Catégories"),
    ],
)
def test_a_column_is_recognised_under_another_title(sheet, column, header):
    asked = questions(renamed(sheet, column, header))
    assert asked["S04"] == f"Vouliez-vous dire « {column} » ?"
    assert asked["S03"] == (
        f"Votre fichier contient « {header} » : si c'est une faute de frappe, corrigez plutôt ce nom."
    )


def test_an_optional_column_that_is_not_there_is_recognised():
    assert questions(renamed(PART, "date_sortie", "date sorti")) == {
        "S04": "Vouliez-vous dire « date_sortie » ?"
    }


@pytest.mark.parametrize(
    ("header", "removed"),
    [
        ("Observations", "modalite"),  # nothing like it
        ("Modalité bis", None),  # nothing is missing
        ("date", "date_debut"),  # two are missing that it may be
    ],
)
def test_an_unknown_column_is_asked_nothing_where_it_is_not_clear(header, removed):
    book = valid_return().add_column(AV, header, {0: "x"}).drop_column(AV, "date_fin")
    asked = questions(book.drop_column(AV, removed) if removed else book)
    assert set(asked.values()) == {None}


def test_a_column_that_is_there_twice_is_not_missing():
    book = valid_return().add_column(PART, "Nom ").add_column(PART, "Noms")
    assert questions(book) == {"S06": None, "S04": None}


def test_two_columns_that_may_be_the_missing_one_are_both_asked_about():
    book = renamed(AV, "modalite", "Modalitée").add_column(AV, "Modalités")
    asked = questions(book)
    assert asked == {"S03": None, "S04": "Vouliez-vous dire « modalite » ?"}


@pytest.mark.parametrize(
    ("sheet", "label", "name"),
    [
        ("synthese", "Synthèse", "Synthèses"),
        ("aller_vers", "Aller-vers", "Actions d'aller vers"),
        ("partenaires", "Partenaires", "Partenaires 2023"),
    ],
)
def test_a_sheet_is_recognised_under_another_name(sheet, label, name):
    asked = questions(valid_return().rename_sheet(sheet, name))
    assert asked["S07" if sheet == "synthese" else "S11"] == f"Vouliez-vous dire « {label} » ?"
    assert asked["S02"].startswith(f"Votre fichier contient « {name} »")


def test_a_sheet_of_notes_is_asked_nothing():
    book = valid_return().drop_sheet(GOUV).add_sheet("Notes internes", [["x"]])
    assert questions(book) == {"S02": None, "S07": None}


@pytest.mark.parametrize(
    ("field", "name", "rule"),
    [
        ("trimestre", "Trimestres", "T01"),
        ("code_cite", "Code de cité", "T01"),
        ("commentaire", "Commentaires", None),
    ],
)
def test_a_field_is_recognised_under_another_name(field, name, rule):
    book = refiled(IDENT, field, name)
    asked = questions(book.set(IDENT, column=name, value="x") if field == "commentaire" else book)
    assert asked["S04"] == f"Vouliez-vous dire « {field} » ?"
    assert rule is None or asked[rule].startswith(f"Votre fichier contient « {name} »")


def test_an_indicator_is_recognised_under_another_name():
    messages = [
        finding.message.replace("\u00a0", " ")
        for finding in judge_book(refiled(SYN, "partenaires", "Partenaire actif")).constats
    ]
    assert [message.split(". ")[-1] for message in messages] == [
        "Votre fichier contient « Partenaire actif » : si c'est une faute de frappe, corrigez plutôt ce nom.",
        "Vouliez-vous dire « partenaires » ?",
    ]


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"code_cite": "cde-999"}, "« cde-001 » (CU Angers Loire Métropole)"),  # its name stands beside
        ({"code_cite": "cde-999", "nom_cite": "Angers"}, "« cde-001 » (CU Angers Loire Métropole)"),
        ({"code_cite": "cde-0001", "nom_cite": None}, "« cde-001 » (CU Angers Loire Métropole)"),
        ({"code_cite": "49", "nom_cite": "Nantes"}, "« cde-013 » (Nantes)"),
        ({"code_cite": "cde-01", "nom_cite": None}, None),  # as near to cde-010
        ({"code_cite": "cde-999", "nom_cite": "Paris"}, None),  # several
        ({"code_cite": "Angers", "nom_cite": None}, None),
    ],
)
def test_a_cite_is_recognised_by_its_name_or_its_code(fields, asked):
    found = questions(valid_return(**fields))
    assert found["I01"] == (asked and f"Vouliez-vous dire {asked} ?")


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("QN4901M", "« QN04901M » (Belle Beille)"),
        ("QN04910M", "« QN04901M » (Belle Beille)"),
        ("qn 049 01 n", "« QN04901M » (Belle Beille)"),
        ("QN04909M", None),  # one digit from several
        ("Monplaisir", "« QN04905M » (Monplaisir)"),
        ("quartier Grand-Pigeon", "« QN04904M » (Grand Pigeon)"),
        ("QN13101M", None),
        ("QP049001", None),
    ],
)
def test_a_quartier_of_the_cite_is_recognised_by_its_code_or_its_name(value, asked):
    book = valid_return(quarter="2024-T1").set(AV, column="code_qpv", value=value)
    found = questions(book, today=LATER)
    assert found == {"R02": asked and f"Vouliez-vous dire {asked} ?"}


def test_of_the_generation_without_a_list_no_quartier_is_proposed():
    assert qpv(ANGERS, "2023-T4") == "QP049001"
    assert questions(valid_return().set(AV, column="code_qpv", value="QP04900")) == {"R02": None}


def test_without_a_cite_no_quartier_is_proposed():
    book = valid_return(quarter="2024-T1", code_cite="cde-999", nom_cite=None)
    assert questions(book.set(AV, column="code_qpv", value="Monplaisir"), today=LATER)["R02"] is None


LEAD = siret(0)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (f"{LEAD[:-1]}8", "R01"),
        (LEAD[:-1], "R01"),
        (f"{LEAD}0", "R01"),
        ("300 000 007 00018", "R01"),
        (float(f"{LEAD[:-1]}8"), "R01"),
    ],
)
def test_a_lead_is_recognised_one_digit_away(value, rule):
    asked = questions(valid_return().set(AV, column="siret_porteur", value=value))
    assert asked == {rule: f"Vouliez-vous dire « {LEAD} » (Structure 1) ?"}


def test_a_lead_whose_key_holds_but_that_is_not_listed_is_recognised_too():
    listed, exchanged = "30000901600019", "30009001600019"
    book = valid_return().set(PART, column="siret", value=listed, row=2)
    found = questions(book.set(AV, column="siret_porteur", value=exchanged))
    assert found == {"R12": f"Vouliez-vous dire « {listed} » (Structure 3) ?"}


def test_a_lead_without_a_near_partner_is_asked_nothing():
    assert questions(valid_return().set(AV, column="siret_porteur", value=siret(9))) == {"R12": None}


def test_a_partner_s_own_siret_is_compared_with_nothing():
    assert questions(valid_return().set(PART, column="siret", value=f"{siret(2)[:-1]}0", row=2)) == {
        "R01": None
    }


def test_a_name_that_is_withheld_is_not_told():
    book = valid_return().set(PART, column="nom", value="zoe@quidam.fr")
    found = questions(book.set(AV, column="siret_porteur", value=LEAD[:-1]))
    assert found == {"S09": None, "R01": f"Vouliez-vous dire « {LEAD} » ?"}


def test_beyond_some_findings_nobody_is_asked():
    book = valid_return()
    for _ in range(ASKED):
        book.add_row(PART)
    for row in range(ASKED + 3):
        book.set(PART, column="categorie", value="Mission local", row=row)
    findings = [finding for finding in judge_book(book).constats if finding.regle == "T04"]
    assert [finding.message.endswith("?") for finding in findings] == [True] * ASKED + [False] * 3


def test_a_valid_return_is_asked_nothing():
    assert questions(valid_return()) == {}
