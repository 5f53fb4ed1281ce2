"""No sum is shown without the cités that answered and the quarter's status."""

import pytest

from orchestration.publication.workbook.columns import columns_of
from orchestration.publication.workbook.facts import facts_of
from tests.unit.audit.small_world import small_contract, tables
from tests.unit.publication.workbook.editions import column_under, edition, opened

CONTRACT = small_contract()
EDITION = edition()
FACTS = facts_of(EDITION)
REMINDED = ["Statut du trimestre", "Cités répondantes", "Cités attendues"]


def reminder(table: str) -> list[str]:
    columns = columns_of(CONTRACT.released[table], EDITION.every_table[table], FACTS)
    return [column.heading for column in columns if column.reminds]


KNOWN = [
    ("indicateurs_nationaux", []),
    ("indicateurs_territoriaux", REMINDED[:1]),
    ("indicateurs_cites", []),
    ("indicateurs_qpv", []),
    ("partenaires_categories", REMINDED),
    ("aller_vers_modalites", REMINDED),
    ("actions_innovantes_freins", REMINDED),
    ("actions_innovantes_publics", REMINDED),
    ("beneficiaires_profils", REMINDED),
    ("suivi_remontees", []),
    ("qualite_regles", REMINDED),
    ("dictionnaire", []),
    ("revisions", []),
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
        row["trimestre"]: (row["statut"], row["cites_repondantes"], row["cites_attendues"])
        for row in tables()["indicateurs_nationaux"]
    }
    assert set(quarters) == set(national)
    assert told == [national[quarter] for quarter in quarters]


def test_a_reminder_looks_unlike_the_tables_own_columns():
    sheet = opened(EDITION)["Aller-vers par modalité"]
    colours = {cell.value: cell.fill.fgColor.rgb for cell in sheet[6]}
    assert colours["Cités attendues"] != colours["Actions"]


def test_a_quarter_that_the_nation_does_not_know_is_reminded_of_nothing():
    rows = tables()
    rows["qualite_regles"][0]["trimestre"] = "2021-T4"
    columns = columns_of(CONTRACT.published["qualite_regles"], edition(rows).tables["qualite_regles"], FACTS)
    assert [column.values for column in columns if column.reminds] == [[None], [None], [None]]
