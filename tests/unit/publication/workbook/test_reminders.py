"""No sum is shown without the cités that answered and the quarter's status."""

from dataclasses import replace

import pyarrow as pa
import pytest

from orchestration.publication.coverage import STATUSES
from orchestration.publication.edition import PreviousRelease
from orchestration.publication.workbook.columns import columns_of
from orchestration.publication.workbook.facts import facts_of
from tests.unit.audit.small_world import GRENOBLE, RETURNS, small_contract, tables
from tests.unit.page.editions import plain
from tests.unit.publication.workbook.editions import column_under, edition, opened

CONTRACT = small_contract()
EDITION = edition()
FACTS = facts_of(EDITION)
REMINDED = ["Statut du trimestre", "Cités répondantes", "Cités attendues"]
TOTALS = ["Cumuls : remontées reçues", "Cumuls : remontées attendues", "Cumuls : statut"]


def reminder(table: str) -> list[str]:
    columns = columns_of(CONTRACT.released[table], EDITION.every_table[table], FACTS)
    return [column.heading for column in columns if column.reminds]


KNOWN = [
    ("indicateurs_nationaux", TOTALS),
    ("indicateurs_territoriaux", [*TOTALS, "Statut du territoire"]),
    ("indicateurs_cites", TOTALS),
    ("indicateurs_qpv", []),
    ("partenaires_categories", REMINDED),
    ("aller_vers_modalites", REMINDED),
    ("actions_innovantes_freins", REMINDED),
    ("actions_innovantes_publics", REMINDED),
    ("beneficiaires_profils", REMINDED),
    ("suivi_remontees", []),
    ("qualite_regles", REMINDED),
    ("dictionnaire", []),
    ("revisions", ["Remontées comptées avant", "Remontées comptées après"]),
]


def test_every_table_was_thought_of():
    assert [name for name, _ in KNOWN] == list(CONTRACT.released)


@pytest.mark.parametrize(("table", "added"), KNOWN)
def test_a_table_that_adds_cites_up_says_how_many_answered(table, added):
    assert reminder(table) == added


def test_the_reminder_is_that_of_the_rows_own_quarter():
    sheet = opened(EDITION)["Actions innovantes par frein"]
    quarters = [cell.value for cell in column_under(sheet, "Trimestre")]
    told = list(zip(*([cell.value for cell in column_under(sheet, name)] for name in REMINDED), strict=True))
    national = {
        row["trimestre"]: (STATUSES[row["statut"]], row["cites_repondantes"], row["cites_attendues"])
        for row in tables()["indicateurs_nationaux"]
    }
    assert set(quarters) == set(national)
    assert told == [national[quarter] for quarter in quarters]


def told_of(sheet: str, key: dict[str, str], headings: list[str]) -> dict[str, tuple]:
    """By quarter what the columns under these headings say, of the rows where these others hold."""
    opened_sheet = opened(EDITION)[sheet]
    wanted = ["Trimestre", *headings, *key]
    columns = [[cell.value for cell in column_under(opened_sheet, heading)] for heading in wanted]
    return {
        quarter: tuple(values[: len(headings)])
        for quarter, *values in zip(*columns, strict=True)
        if values[len(headings) :] == list(key.values())
    }


@pytest.mark.parametrize(
    ("wave", "statuses"),
    [("1", ["complet", "complet", "complet"]), ("2", ["complet", "complet", "partiel"])],
)
def test_a_territory_has_the_status_of_its_own_cites(wave, statuses):
    told = told_of(
        "Indicateurs territoriaux",
        {"Niveau du territoire": "vague", "Code du territoire": wave},
        ["Statut du territoire"],
    )
    assert [status for (status,) in told.values()] == statuses


def test_running_totals_bear_the_returns_of_all_their_quarters():
    assert told_of("Indicateurs nationaux", {}, TOTALS) == {
        "2022-T1": (3, 3, "complet"),
        "2022-T2": (7, 7, "complet"),
        "2022-T3": (10, 11, "partiel"),
    }
    wave = {"Niveau du territoire": "vague", "Code du territoire": "1"}
    assert told_of("Indicateurs territoriaux", wave, TOTALS)["2022-T3"] == (8, 8, "complet")
    assert told_of("Indicateurs par cité", {"Code de la cité": GRENOBLE}, TOTALS) == {
        "2022-T1": (1, 1, "complet"),
        "2022-T2": (2, 2, "complet"),
        "2022-T3": (2, 3, "partiel"),
    }


def test_a_total_is_as_sure_as_its_least_sure_quarter_even_when_the_last_is_complete():
    rows = tables()
    for row in rows["indicateurs_nationaux"]:
        row["statut"] = "provisoire" if row["trimestre"] == "2022-T1" else "complet"
    told = columns_of(
        CONTRACT.published["indicateurs_nationaux"],
        (made := edition(rows)).tables["indicateurs_nationaux"],
        facts_of(made),
    )
    assert next(column.values for column in told if column.heading == TOTALS[2]) == ["provisoire"] * 3


def test_a_reminder_looks_unlike_the_tables_own_columns():
    sheet = opened(EDITION)["Aller-vers par modalité"]
    colours = {cell.value: cell.fill.fgColor.rgb for cell in sheet[6]}
    assert colours["Cités attendues"] != colours["Actions"]


def test_a_quarter_that_the_nation_does_not_know_is_reminded_of_nothing():
    rows = tables()
    rows["qualite_regles"][0]["trimestre"] = "2021-T4"
    columns = columns_of(CONTRACT.published["qualite_regles"], edition(rows).tables["qualite_regles"], FACTS)
    assert [column.values for column in columns if column.reminds] == [[None], [None], [None]]


def revised(*values: tuple[str, str, str]) -> pa.Table:
    """The table `revisions` with these values: table, key, column."""
    schema = EDITION.every_table["revisions"].schema
    rows = [
        {**dict.fromkeys(schema.names), "nom_table": table, "cle": key, "colonne": column}
        for table, key, column in values
    ]
    return pa.Table.from_pylist(rows, schema)


def test_a_revised_value_is_told_with_what_it_stood_for_and_stands_for():
    rows = revised(
        ("indicateurs_nationaux", "trimestre=2022-T2", "partenaires"),
        ("indicateurs_nationaux", "trimestre=2022-T3", "cumul_actions_aller_vers"),
        ("indicateurs_cites", f"code_cite={GRENOBLE} · trimestre=2022-T2", "partenaires"),
        ("dictionnaire", "nom_table=suivi_remontees · colonne=rejets", "type"),
    )
    earlier = edition(
        tables([sent for sent in RETURNS if (sent.cite, sent.quarter) != (GRENOBLE, "2022-T2")])
    )
    made = replace(EDITION, previous=PreviousRelease({}, earlier.tables), revisions=rows)
    columns = {c.heading: c for c in columns_of(CONTRACT.released["revisions"], rows, facts_of(made))}
    assert [plain(text or "") for text in columns["Remontées comptées avant"].values] == [
        "3 cités sur 4 — partiel",
        "9 remontées sur 11 — partiel",
        "0 remontée sur 1 — partiel",
        "",
    ]
    assert [plain(text or "") for text in columns["Remontées comptées après"].values] == [
        "4 cités sur 4 — complet",
        "10 remontées sur 11 — partiel",
        "1 remontée sur 1 — complet",
        "",
    ]
