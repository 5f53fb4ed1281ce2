"""The form is the agreed one: sheets, columns, types, what is required, bounds and limits."""

import re

import pytest

MIB = 1024 * 1024
AGES = "moins_26_ans* (int) · de_26_a_49_ans* (int) · de_50_ans_et_plus* (int)"
FORM = {
    "identification": "modele* (text) · code_cite* (text) · nom_cite (text) · trimestre* (text) ·"
    " date_remontee* (date) · etp_coordination (decimal) · validee_etat* (bool) ·"
    " validee_collectivite* (bool) · commentaire (text)",
    "partenaires": "siret* (siret) · nom* (text) · categorie* (code categorie_partenaire) ·"
    " date_entree* (date) · date_sortie (date)",
    "gouvernance": "date* (date) · instance* (code instance) · copresidee* (bool) ·"
    " structures_presentes* (int)",
    "aller_vers": "id_action* (text) · intitule* (text) · modalite* (code modalite_aller_vers) ·"
    " code_qpv* (qpv) · date_debut* (date) · date_fin (date) · siret_porteur* (siret) ·"
    " personnes_rencontrees* (int) · nouveaux_beneficiaires* (int) ·"
    f" femmes* (int) · hommes* (int) · {AGES}",
    "actions_innovantes": "id_action* (text) · intitule* (text) · frein* (code frein) ·"
    " public* (code public) · code_qpv (qpv) · date_debut* (date) · date_fin (date) ·"
    " siret_porteur* (siret) · cout_total* (decimal) · part_cite* (decimal) · beneficiaires* (int) ·"
    f" femmes* (int) · hommes* (int) · {AGES} · sorties_emploi* (int) · sorties_formation* (int)",
    "synthese": "partenaires* (int) · comites_pilotage* (int) · actions_aller_vers* (int) ·"
    " nouveaux_beneficiaires* (int) · actions_innovantes* (int) · beneficiaires_accompagnes* (int)",
}


def agreed(sheet: str) -> list[tuple[str, str, str | None, bool]]:
    pattern = re.compile(r"(\w+)(\*?) \((\w+) ?(\w+)?\)")
    matches = [pattern.fullmatch(part.strip()) for part in FORM[sheet].split("·")]
    return [(match[1], match[3], match[4], bool(match[2])) for match in matches]


def test_the_sheets_come_in_the_order_of_the_template(contract):
    assert [(sheet.name, sheet.label, sheet.layout) for sheet in contract.submission.sheets] == [
        ("identification", "Identification", "champs"),
        ("partenaires", "Partenaires", "lignes"),
        ("gouvernance", "Gouvernance", "lignes"),
        ("aller_vers", "Aller-vers", "lignes"),
        ("actions_innovantes", "Actions innovantes", "lignes"),
        ("synthese", "Synthèse", "indicateurs"),
    ]


@pytest.mark.parametrize("sheet", FORM)
def test_columns_are_those_agreed_on_in_the_order_of_the_template(sheet, contract):
    columns = contract.submission.by_name[sheet].columns
    assert [(c.name, c.type, c.codelist, c.required) for c in columns] == agreed(sheet)


def test_two_column_sheets_have_their_own_header(contract):
    sheets = contract.submission.by_name
    assert sheets["identification"].header == (("champ", True), ("valeur", True))
    assert sheets["synthese"].header == (("indicateur", True), ("valeur", True))


def test_the_header_of_a_table_says_what_is_required(contract):
    assert contract.submission.by_name["partenaires"].header == (
        ("siret", True),
        ("nom", True),
        ("categorie", True),
        ("date_entree", True),
        ("date_sortie", False),
    )


def test_texts_have_the_agreed_lengths(contract):
    lengths = {
        (sheet.name, column.name): column.max_length
        for sheet in contract.submission.sheets
        for column in sheet.columns
        if column.max_length not in (None, 300)
    }
    assert lengths == {
        ("identification", "commentaire"): 2000,
        ("aller_vers", "id_action"): 40,
        ("actions_innovantes", "id_action"): 40,
    }


def test_people_write_as_they_like_in_the_agreed_columns(contract):
    free = [(s.name, c.name) for s in contract.submission.sheets for c in s.columns if c.free_text]
    assert free == [
        ("identification", "nom_cite"),
        ("identification", "commentaire"),
        ("partenaires", "nom"),
        ("aller_vers", "intitule"),
        ("actions_innovantes", "intitule"),
    ]


def test_only_texts_have_a_length(contract):
    columns = [column for sheet in contract.submission.sheets for column in sheet.columns]
    assert all((column.max_length is not None) == (column.type == "text") for column in columns)


def test_numbers_are_bounded_so_that_sums_cannot_overflow(contract):
    bounds = {
        (column.type, column.minimum, column.maximum)
        for sheet in contract.submission.sheets
        for column in sheet.columns
        if column.type in ("int", "decimal") and column.name != "structures_presentes"
    }
    assert bounds == {("int", 0, 999_999_999), ("decimal", 0, 999_999_999_999)}


def test_a_meeting_has_at_least_one_structure(contract):
    column = contract.submission.by_name["gouvernance"].by_name["structures_presentes"]
    assert (column.minimum, column.maximum) == (1, 999_999_999)


def test_what_holds_for_the_whole_return(contract):
    submission = contract.submission
    assert submission.template_versions == ("1",)
    assert (submission.first_quarter, submission.deadline_days) == ("2022-T1", 30)
    agreed_words = "n.d.|nd|n/d|nc|n.c.|-|–|néant|neant|n/a|na|#n/a"
    assert submission.missing_words == set(agreed_words.split("|"))
    assert contract.version == "1.0.0"


def test_reading_one_file_is_bounded(contract):
    limits = contract.submission.limits
    assert (limits.file_bytes, limits.unpacked_bytes) == (20 * MIB, 200 * MIB)
    assert (limits.ratio, limits.ratio_from_bytes) == (100, 10 * MIB)
    assert (limits.rows, limits.columns, limits.header_rows) == (100_000, 200, 20)
    assert (limits.memory_bytes, limits.seconds) == (500 * MIB, 30)


def test_no_label_could_be_taken_for_another_column(contract):
    from contracts.keys import key

    for sheet in contract.submission.sheets:
        designated = {}
        for column in sheet.columns:
            for word in (column.name, column.label):
                assert designated.setdefault(key(word), column.name) == column.name
