"""The empty return: the contract's sheets, the cité's identity, lists, checks, and totals that add up."""

import io
import re
from datetime import date, datetime

import openpyxl
import pytest

from contracts.model import Column
from orchestration.template import find_cite, write_template
from orchestration.template.places import letter
from orchestration.template.validation import validation
from tests.making.shape import FIELDS, HEADERS, INDICATORS, LABELS, LEDGERS
from tests.unit.template.filling import header_row, records


def test_a_guide_then_the_six_sheets_in_order_and_no_other(opened):
    assert opened().sheetnames == ["Mode d'emploi", *LABELS.values()]


@pytest.mark.parametrize("sheet", LEDGERS)
def test_every_table_has_its_header_and_no_row(opened, sheet):
    page = opened()[LABELS[sheet]]
    header = header_row(page, HEADERS[sheet])
    assert header <= 20
    assert page.max_row == header
    assert page.max_column == len(HEADERS[sheet])


@pytest.mark.parametrize("sheet", ["identification", *LEDGERS, "synthese"])
def test_nothing_stands_beside_the_header(opened, sheet):
    page = opened()[LABELS[sheet]]
    row = page[header_row(page, HEADERS[sheet])]
    assert [cell.value for cell in row if cell.value is not None] == HEADERS[sheet]


def test_identity_is_filled_in_and_the_rest_is_left(opened):
    fields = records(opened(cite="cde-004", quarter="T2 2024")["Identification"])
    assert fields == dict.fromkeys(FIELDS) | {
        "modele": "1",
        "code_cite": "cde-004",
        "nom_cite": "Dreux / Chartres / Vernouillet",
        "trimestre": "2024-T2",
    }


def test_required_columns_are_told_by_a_star_and_by_colour(opened):
    page = opened()["Aller-vers"]
    labels = {page.cell(5, column).value: page.cell(4, column) for column in range(1, 15)}
    assert labels["date_debut"].value == "Date de début\u00a0*"
    assert labels["date_fin"].value == "Date de fin"
    assert labels["date_debut"].fill.fgColor.rgb != labels["date_fin"].fill.fgColor.rgb
    assert "*" in page["A3"].value


def test_in_identification_the_star_is_shown_but_not_stored(opened):
    page = opened()["Identification"]
    names = {page.cell(row, 1).value: page.cell(row, 1) for row in range(6, 15)}
    assert names["date_remontee"].number_format == '@"\u00a0*"'
    assert names["etp_coordination"].number_format == "General"
    assert names["date_remontee"].fill.fgColor.rgb != names["etp_coordination"].fill.fgColor.rgb


def test_beside_each_field_stands_what_it_is_and_what_is_expected(opened):
    page = opened()["Identification"]
    explained = {page.cell(row, 1).value: page.cell(row, 3).value for row in range(6, 15)}
    assert explained["code_cite"] == "Code de la cité — déjà rempli"
    assert explained["date_remontee"] == (
        "Date de signature\u00a0* — une date, par exemple 10/04/2024, pas avant le 01/01/2024"
    )
    assert explained["commentaire"] == "Remarque libre — un texte"


@pytest.mark.parametrize(("sheet", "row"), [("Identification", 6), ("Synthèse", 6)])
def test_what_is_filled_in_already_is_grey_and_what_is_to_fill_in_is_not(opened, sheet, row):
    book = opened()
    assert book[sheet].cell(row, 2).fill.fgColor.rgb == "FFEEEEEE"
    assert book["Identification"]["B10"].fill.fill_type is None


@pytest.mark.parametrize(
    ("field", "kind"),
    [("etp_coordination", "decimal"), ("validee_etat", "list"), ("commentaire", "textLength")],
)
def test_a_field_checks_what_is_typed_and_says_what_it_expects(opened, field, kind):
    page = opened()["Identification"]
    address = f"B{6 + FIELDS.index(field)}"
    (rule,) = [one for one in page.data_validations.dataValidation if address in one.sqref]
    assert rule.type == kind
    assert "Attendu : " in rule.prompt


def test_what_is_filled_in_already_is_not_asked_for(opened):
    page = opened()["Identification"]
    checked = {str(one.sqref) for one in page.data_validations.dataValidation}
    assert checked == {"B10", "B11", "B12", "B13", "B14"}


def test_the_same_request_gives_the_same_bytes(contract):
    cite = find_cite(contract, "cde-001")
    assert write_template(contract, cite, "2024-T1") == write_template(contract, cite, "2024-T1")


# lists and checks


def rules(book, sheet):
    """The data validation of every column of a table, by column name."""
    page = book[LABELS[sheet]]
    return {
        page.cell(5, next(iter(rule.sqref.ranges)).min_col).value: rule
        for rule in page.data_validations.dataValidation
    }


def listed(book, name):
    """The values that a workbook name stands for."""
    sheet, _, area = book.defined_names[name].attr_text.rpartition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][area.replace("$", "")]]


@pytest.mark.parametrize(
    ("sheet", "column", "codelist"),
    [
        ("partenaires", "categorie", "categorie_partenaire"),
        ("gouvernance", "instance", "instance"),
        ("aller_vers", "modalite", "modalite_aller_vers"),
        ("actions_innovantes", "frein", "frein"),
        ("actions_innovantes", "public", "public"),
    ],
)
def test_codes_are_chosen_by_their_french_label(opened, contract, sheet, column, codelist):
    book = opened()
    rule = rules(book, sheet)[column]
    assert (rule.type, rule.formula1) == ("list", f"liste_{codelist}")
    assert listed(book, f"liste_{codelist}") == [
        code.label for code in contract.reference.codelists[codelist]
    ]


def test_yes_or_no_is_chosen(opened):
    assert rules(opened(), "gouvernance")["copresidee"].formula1 == '"oui,non"'


def test_the_lists_are_out_of_sight(opened):
    hidden = [group for group in opened()["Identification"].column_dimensions.values() if group.hidden]
    assert [(letter(group.min - 1), letter(group.max - 1)) for group in hidden] == [("Z", "AD")]


def test_the_qpv_of_the_cite_are_chosen_from_2024_on(opened, contract):
    book = opened(cite="cde-003", quarter="2024-T1")
    assert rules(book, "aller_vers")["code_qpv"].formula1 == "liste_qpv"
    assert set(listed(book, "liste_qpv")) == contract.reference.qpv_by_cite["cde-003"]
    page = book["Identification"]
    assert {page.cell(row, 6).value for row in range(6, 6 + len(listed(book, "liste_qpv")))} == {
        contract.reference.qpv_names[code] for code in listed(book, "liste_qpv")
    }


@pytest.mark.parametrize(("cite", "quarter"), [("cde-003", "2023-T4"), ("cde-017", "2024-T4")])
def test_before_the_new_generation_a_code_is_judged_by_its_form(opened, cite, quarter):
    book = opened(cite=cite, quarter=quarter)
    assert "liste_qpv" not in book.defined_names
    assert rules(book, "aller_vers")["code_qpv"].formula1 == (
        'AND(LEN(SUBSTITUTE(D6," ",""))=8,LEFT(SUBSTITUTE(D6," ",""),2)="QP")'
    )


def days(rule):
    """The bounds of a date rule, as days."""
    return [
        date.fromordinal(date(1899, 12, 30).toordinal() + int(bound))
        for bound in (rule.formula1, rule.formula2)
        if bound
    ]


@pytest.mark.parametrize(
    ("sheet", "column", "operator", "bounds"),
    [
        ("gouvernance", "date", "between", [date(2024, 1, 1), date(2024, 3, 31)]),
        ("aller_vers", "date_debut", "between", [date(2024, 1, 1), date(2024, 3, 31)]),
        ("aller_vers", "date_fin", "greaterThanOrEqual", [date(2024, 1, 1)]),
        ("partenaires", "date_entree", "lessThanOrEqual", [date(2024, 3, 31)]),
        ("partenaires", "date_sortie", "greaterThanOrEqual", [date(2024, 1, 1)]),
    ],
)
def test_dates_are_held_to_the_quarter_where_a_rule_does(opened, sheet, column, operator, bounds):
    rule = rules(opened(), sheet)[column]
    assert (rule.type, rule.operator or "between", days(rule)) == ("date", operator, bounds)


@pytest.mark.parametrize(
    ("sheet", "column", "kind", "least"),
    [
        ("gouvernance", "structures_presentes", "whole", "1"),
        ("aller_vers", "femmes", "whole", "0"),
        ("actions_innovantes", "cout_total", "decimal", "0"),
    ],
)
def test_numbers_are_held_to_their_bounds(opened, sheet, column, kind, least):
    rule = rules(opened(), sheet)[column]
    assert (rule.type, rule.formula1) == (kind, least)


def test_lead_structures_are_chosen_among_the_partners(opened):
    rule = rules(opened(), "aller_vers")["siret_porteur"]
    assert rule.formula1 == (
        "OFFSET('Partenaires'!$A$6:$A$1005,0,0,MAX(1,COUNTA('Partenaires'!$A$6:$A$1005)),1)"
    )


def test_every_cell_to_fill_in_says_in_french_what_is_expected(opened):
    book = opened()
    for sheet in LEDGERS:
        found = rules(book, sheet)
        assert list(found) == HEADERS[sheet]
        assert all(rule.prompt and "Attendu : " in rule.prompt and rule.error for rule in found.values())
    assert rules(book, "partenaires")["date_entree"].prompt.endswith(
        "Attendu : une date, par exemple 15/02/2024, pas après le 31/03/2024."
    )


def test_messages_are_short_enough_for_excel(contract):
    cite = find_cite(contract, "cde-012")
    for sheet in contract.submission.sheets:
        for column in sheet.columns:
            options = validation(sheet, column, contract, cite, "2024-T1")
            assert len(options["input_title"]) <= 32
            # a message that was cut does not end with its full stop
            assert len(options["input_message"]) <= 255 and options["input_message"].endswith("."), (
                column.name
            )
            assert len(options["error_message"]) <= 255 and options["error_message"].endswith(".")


def test_a_long_description_is_cut_rather_than_lost(contract):
    sheet = contract.submission.by_name["aller_vers"]
    wordy = Column("intitule", "Intitulé" * 5, "text", True, "mot " * 100)
    options = validation(sheet, wordy, contract, find_cite(contract, "cde-012"), "2024-T1")
    assert (len(options["input_title"]), len(options["input_message"])) == (32, 255)


# Synthèse


def formulas(opened):
    return {name: value.text for name, value in records(opened()["Synthèse"]).items()}


RANGES = {
    "partenaires": {"'Partenaires'!$D$5:$D$1005", "'Partenaires'!$E$5:$E$1005"},
    "comites_pilotage": {"'Gouvernance'!$B$5:$B$1005"},
    "actions_aller_vers": {f"'Aller-vers'!${column}$5:${column}$1005" for column in "ABEG"},
    "nouveaux_beneficiaires": {f"'Aller-vers'!${column}$5:${column}$1005" for column in "ABEGI"},
    "actions_innovantes": {f"'Actions innovantes'!${column}$5:${column}$1005" for column in "ABFH"},
    "beneficiaires_accompagnes": {f"'Actions innovantes'!${column}$5:${column}$1005" for column in "ABFHK"},
}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_totals_are_formulas_over_the_prepared_rows_and_the_header_above(opened, indicator):
    text = formulas(opened)[indicator]
    assert set(re.findall(r"'[^']+'!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", text)) == RANGES[indicator]
    assert text.count("(") == text.count(")")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_formulas_are_array_formulas_of_one_cell(opened, indicator):
    cell = records(opened()["Synthèse"])[indicator]
    assert (cell.t, cell.ref) == ("array", f"B{6 + INDICATORS.index(indicator)}")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_formulas_do_not_depend_on_the_language_or_the_year_of_the_office_suite(opened, indicator):
    text = formulas(opened)[indicator]
    assert set(re.findall(r"([A-Z_.]+)\(", text)) <= SINCE_2007
    assert len(text) <= 8192 / 2  # of what Excel takes; names of functions are longer in French


SINCE_2007 = {
    "SUM",
    "IF",
    "IFERROR",
    "ISERROR",
    "ISNUMBER",
    "FIND",
    "LEFT",
    "MID",
    "LEN",
    "TRIM",
    "LOWER",
} | {*("SUBSTITUTE", "REPT", "CHAR", "VALUE", "INT", "DATE")}
"""Functions that Excel 2007 and LibreOffice have, and that read no text by the computer's own habits, VALUE of digits aside."""


def test_the_quarter_s_last_day_is_what_partners_are_counted_at(opened):
    assert set(re.findall(r"DATE\(\d[^)]*\)", formulas(opened)["partenaires"])) == {"DATE(2024,3,31)"}


def test_a_reader_that_does_not_compute_finds_the_values_of_the_empty_return(opened, partner):
    partners = [partner(), partner(siret="00000102300016", date_sortie=date(2024, 2, 1))]
    totals = records(opened(partners=partners, values=True)["Synthèse"])
    assert totals == dict.fromkeys(INDICATORS, 0) | {"partenaires": 1}


# look and print


@pytest.mark.parametrize("sheet", ["identification", *LEDGERS, "synthese"])
def test_headers_stay_in_view_and_pages_fit_their_width(opened, sheet):
    page = opened()[LABELS[sheet]]
    assert page.freeze_panes in {"A6", "B6"}
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    if sheet in LEDGERS:
        assert page.print_title_rows == "$4:$5"


def test_typed_columns_show_what_was_typed(opened):
    page = opened()["Aller-vers"]
    formats = {
        page.cell(5, column).value: page.column_dimensions[letter(column - 1)] for column in range(1, 15)
    }
    assert formats["siret_porteur"].number_format == "@"  # a SIRET typed as digits keeps its zeros
    assert formats["date_debut"].number_format == "dd/mm/yyyy"


def test_title_rows_have_no_rules_across_them(opened):
    page = opened()["Aller-vers"]
    assert all(page.row_dimensions[row].s is not None for row in (1, 2, 3))
    assert page.cell(1, 9).border.left.style is None


def widths(page, count):
    """The width of each column in characters; neighbours of the same look are one group in the file."""
    groups = page.column_dimensions.values()
    return [
        next(one.width for one in groups if one.min <= number <= one.max) for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("sheet", LEDGERS)
def test_columns_are_wide_enough_for_the_words_of_their_titles(opened, contract, sheet):
    columns = contract.submission.by_name[sheet].columns
    for column, width in zip(columns, widths(opened()[LABELS[sheet]], len(columns)), strict=True):
        words = f"{column.label}\u00a0*".split(" ")
        # widths count digits; letters are narrower by a tenth at least
        assert width * 1.1 >= max(map(len, words)), column.name


@pytest.mark.parametrize("sheet", LEDGERS)
def test_a_printed_row_fits_the_page_at_half_its_size_or_more(opened, sheet):
    printable = 297 - 2 * 10  # millimetres
    # a character of 11 points is 1.85 mm wide
    assert sum(widths(opened()[LABELS[sheet]], len(HEADERS[sheet]))) * 1.85 * 0.5 <= printable


def test_partners_are_written_with_real_dates_and_labels(opened, partner):
    gone = partner(siret="00000102300016", date_sortie=date(2024, 2, 1))
    page = opened(partners=[partner(), gone])["Partenaires"]
    assert list(page.iter_rows(min_row=6, values_only=True)) == [
        ("00000101500012", "Structure fictive n° 1", "Mission locale", datetime(2021, 2, 1), None),
        (
            "00000102300016",
            "Structure fictive n° 1",
            "Mission locale",
            datetime(2021, 2, 1),
            datetime(2024, 2, 1),
        ),
    ]


def test_a_name_that_looks_like_a_formula_stays_text(contract, partner):
    cite = find_cite(contract, "cde-012")
    data = write_template(contract, cite, "2024-T1", [partner(nom='=HYPERLINK("x")')])
    cell = openpyxl.load_workbook(io.BytesIO(data))["Partenaires"]["B6"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")
    assert cell.quotePrefix
    assert cell.number_format == "@"


@pytest.mark.parametrize(
    ("name", "is_quoted"),
    [
        ("=1+1", True),
        ("+33", True),
        ("-A", True),
        ("@a", True),
        (" =a", True),
        ("Apec", False),
        ("A=b", False),
    ],
)
def test_a_name_is_quoted_where_a_spreadsheet_would_compute_it(contract, partner, name, is_quoted):
    data = write_template(contract, find_cite(contract, "cde-012"), "2024-T1", [partner(nom=name)])
    assert openpyxl.load_workbook(io.BytesIO(data))["Partenaires"]["B6"].quotePrefix is is_quoted


def test_a_category_that_has_left_the_list_is_shown_as_it_was(opened, partner):
    page = opened(partners=[partner(categorie="ancien_code")])["Partenaires"]
    assert page["C6"].value == "ancien_code"
