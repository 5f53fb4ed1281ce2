"""A column added to the form reaches the warehouse without an edit of any SQL."""

import shutil
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from contracts.derive.dbt_yaml import files
from contracts.model import Column
from orchestration.warehouse import dbt
from tests.integration.warehouse.world import ANGERS, History, rows_of, three_cites


@pytest.fixture
def with_volunteers():
    """The contract whose Aller-vers has one more column, required from now on."""
    contract = three_cites()
    added = Column(
        "benevoles", "Nombre de bénévoles", "int", required=True, description="Les bénévoles présents."
    )
    sheets = tuple(
        replace(sheet, columns=(*sheet.columns, added)) if sheet.name == "aller_vers" else sheet
        for sheet in contract.submission.sheets
    )
    return replace(contract, submission=replace(contract.submission, sheets=sheets))


@pytest.fixture
def derived_project(tmp_path, monkeypatch, with_volunteers):
    """The dbt project with only its generated files made anew, parsed apart from that of the other tests."""
    shutil.copytree(dbt.PROJECT, tmp_path / "dbt_project")
    for path, text in files(with_volunteers).items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(dbt, "PROJECT", tmp_path / "dbt_project")
    monkeypatch.setattr(dbt, "_parsed", [])


@pytest.mark.usefixtures("derived_project")
def test_older_returns_hold_nothing_in_it_and_newer_ones_their_value(tmp_path, with_volunteers):
    history = History()
    history.accepted(ANGERS, "2022-T1", outreach=[5])
    history.accepted(ANGERS, "2022-T2", outreach=[6])
    history.rows["aller_vers", "2022-T2"][0]["benevoles"] = 12
    workdir = history.prepare(tmp_path, with_volunteers)
    old = workdir / "staged/aller_vers/trimestre=2022-T1/00000001.parquet"
    written_then = pq.read_table(old.resolve(), partitioning=None).drop_columns(["benevoles"])
    old.unlink()
    pq.write_table(written_then, old)

    candidate = dbt.build(workdir).candidate

    query = "select trimestre, nouveaux_beneficiaires, benevoles from staging.stg_remontees__aller_vers order by 1"
    assert rows_of(candidate, query) == [("2022-T1", 5, None), ("2022-T2", 6, 12)]
