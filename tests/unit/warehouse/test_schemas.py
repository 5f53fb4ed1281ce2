"""The shape of what the warehouse reads follows from the contract."""

from dataclasses import replace

import pyarrow as pa
import pytest

from contracts.loading import load_contract
from contracts.model import Column
from orchestration.warehouse.schemas import REGISTER_SCHEMA, staged_schema, staged_tables

CONTRACT = load_contract()


def test_a_staged_table_per_sheet_and_one_of_findings():
    assert staged_tables(CONTRACT) == (
        "identification",
        "partenaires",
        "gouvernance",
        "aller_vers",
        "actions_innovantes",
        "synthese",
        "constats",
    )


@pytest.mark.parametrize("sheet", CONTRACT.submission.sheets, ids=lambda sheet: sheet.name)
def test_a_staged_sheet_begins_with_its_origin_and_goes_on_with_the_columns_of_the_form(sheet):
    names = staged_schema(CONTRACT, sheet.name).names
    assert names[:3] == ["empreinte", "code_cite", "ligne"]
    assert names[3:] == [c.name for c in sheet.columns if c.name not in {"code_cite", "trimestre"}]


@pytest.mark.parametrize("table", staged_tables(CONTRACT))
def test_the_quarter_is_a_folder_and_never_a_column(table):
    assert "trimestre" not in staged_schema(CONTRACT, table).names


@pytest.mark.parametrize(
    ("cell_type", "arrow_type"),
    [
        ("text", pa.string()),
        ("code", pa.string()),
        ("siret", pa.string()),
        ("qpv", pa.string()),
        ("int", pa.int64()),
        ("decimal", pa.decimal128(38, 12)),
        ("date", pa.date32()),
        ("bool", pa.bool_()),
    ],
)
def test_a_column_added_to_the_form_is_staged_as_its_type(cell_type, arrow_type):
    added = Column("nouvelle", "Nouvelle", cell_type, required=False, description="…")
    sheets = tuple(
        replace(sheet, columns=(*sheet.columns, added)) if sheet.name == "gouvernance" else sheet
        for sheet in CONTRACT.submission.sheets
    )
    contract = replace(CONTRACT, submission=replace(CONTRACT.submission, sheets=sheets))
    assert staged_schema(contract, "gouvernance").field("nouvelle").type == arrow_type


def test_findings_say_where_they_stand_and_never_what_stood_there():
    assert staged_schema(CONTRACT, "constats").names == [
        "empreinte",
        "code_cite",
        "regle",
        "gravite",
        "feuille",
        "ligne",
        "colonne",
        "cellule",
    ]


def test_an_unknown_table_is_refused():
    with pytest.raises(KeyError, match="budget"):
        staged_schema(CONTRACT, "budget")


def test_events_keep_all_that_a_figure_depends_on():
    needed = {"numero", "evenement", "empreinte", "recue_le", "code_cite", "trimestre", "trimestre_lu"}
    assert needed | {"verdict", "bloquants", "alertes"} <= set(REGISTER_SCHEMA.names)
