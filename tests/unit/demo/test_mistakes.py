"""Every mistake is found by its own rule alone, and no habit of writing changes what is read."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from orchestration.demo.archive import write_csv_zip
from orchestration.demo.layout import lay_out
from orchestration.demo.mistakes import BLOCKING, WARNING
from orchestration.demo.ods import write_ods
from orchestration.demo.xlsx import write_xlsx
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import Submitted, judge
from orchestration.submissions.reading.reader import ReturnReader
from tests.unit.demo.test_content import VOLUME, make
from tests.unit.demo.test_dialect import PLAIN

HABITS = {
    "plain": {},
    "labels": {"labels": True, "label_headers": True},
    "text": {"text_dates": True, "text_numbers": True, "text_bools": True},
    "numbers": {"number_sirets": True},
    "shuffled": {"shuffled_columns": True, "total_row": True, "blank_rows": 3},
    "1904": {"epoch_1904": True},
    "ods": {"container": "ods"},
    "ods, shuffled": {"container": "ods", "shuffled_columns": True, "number_sirets": True, "total_row": True},
    "zip": {"container": "zip", "text_dates": True, "text_bools": True},
    "zip, comma": {"container": "zip", "text_dates": True, "text_bools": True, "separator": ","},
    "zip, tab": {
        "container": "zip",
        "text_dates": True,
        "separator": "\t",
        "encoding": "cp1252",
        "labels": True,
    },
    "zip, BOM": {"container": "zip", "text_dates": True, "encoding": "utf-8-sig", "total_row": True},
}


@pytest.fixture(scope="module")
def judged(contract):
    """The judgement of a filled return written with some habits."""
    reader = ReturnReader(contract.submission, contract.reference)

    def one(filled, habits=None):
        dialect = replace(PLAIN, **(habits or {}))
        grids = lay_out(filled, contract, dialect, random.Random(1))
        data = {
            "xlsx": lambda: write_xlsx(grids, dialect.epoch_1904),
            "ods": lambda: write_ods(grids),
            "zip": lambda: write_csv_zip(grids, dialect.separator, dialect.encoding),
        }[dialect.container]()
        result = judge(
            [Submitted("f", "0", "0", "f", reader.read(data))], contract, History(), date(2024, 6, 3)
        )
        return result.judgements[0], result.tables

    return one


@pytest.fixture
def filled(contract):
    return make(contract, "cde-015", "2023-T3", VOLUME)


def rules(judgement):
    return [finding.regle for finding in judgement.constats]


@pytest.mark.parametrize("rule", BLOCKING)
def test_a_mistake_rejects_the_return_by_its_rule_alone(filled, judged, rule):
    BLOCKING[rule](filled)
    judgement, _ = judged(filled)
    assert (rules(judgement), judgement.verdict) == ([rule], "rejetee")


@pytest.mark.parametrize("rule", WARNING)
def test_an_oddity_is_pointed_out_and_accepted(filled, judged, rule):
    WARNING[rule](filled)
    judgement, _ = judged(filled)
    assert (rules(judgement), judgement.verdict) == ([rule], "acceptee")


@pytest.mark.parametrize("rule", [*BLOCKING, *WARNING])
def test_what_is_spoiled_is_a_copy(filled, rule):
    before = filled.copy()
    spoiled = filled.copy()
    (BLOCKING | WARNING)[rule](spoiled)
    assert filled == before != spoiled


def test_a_lead_structure_can_go_missing_even_where_all_of_them_lead(contract, filled, judged):
    for row in filled.rows["aller_vers"]:
        row["siret_porteur"] = filled.rows["partenaires"][-1]["siret"]
    for row, partner in zip(filled.rows["actions_innovantes"], filled.rows["partenaires"], strict=False):
        row["siret_porteur"] = partner["siret"]
    leads = {
        row["siret_porteur"] for table in ("aller_vers", "actions_innovantes") for row in filled.rows[table]
    }
    filled.rows["partenaires"] = [row for row in filled.rows["partenaires"] if row["siret"] in leads]
    filled.add_up()
    BLOCKING["R12"](filled)
    judgement, _ = judged(filled)
    assert set(rules(judgement)) == {"R12"}


@pytest.mark.parametrize("habits", HABITS)
def test_habits_change_nothing_of_what_is_read(filled, judged, habits):
    judgement, tables = judged(filled, HABITS[habits])
    assert rules(judgement) == []
    assert judgement.synthese == filled.synthese
    for name, rows in filled.rows.items():
        assert [
            {column: as_filled(row[column]) for column in rows[0]} for row in records(tables[name])
        ] == rows


def records(table):
    return table.astype(object).to_dict("records")


def as_filled(value):
    """A cell of the judge's tables as the return has it: nothing is None, a moment is its day."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
