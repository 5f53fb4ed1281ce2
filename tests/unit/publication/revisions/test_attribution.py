"""A difference is split cité by cité only where the parts make it up exactly."""

from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pytest

from orchestration.publication.revisions.attribution import StageOfTable
from orchestration.publication.revisions.causes import File
from orchestration.publication.revisions.cells import Change
from orchestration.publication.revisions.walk import Stage

FILES = (
    File("f1", "cde-001", "2022-T1"),
    File("f3", "cde-003", "2022-T1"),
    File("f9", "cde-001", "2022-T2"),
)
PLACE = ("2022-T1",)


@dataclass(frozen=True)
class State:
    value: Decimal | None
    given: dict = field(default_factory=dict)

    @property
    def tables(self):
        return {"t": pa.table({"trimestre": ["2022-T1"], "cout": [self.value], "cumul_cout": [self.value]})}

    def shares(self, table, key):
        return {PLACE: self.given}


def parts(before, after, column="cout", split=True, numeric=True):
    stage = StageOfTable(Stage("correction", FILES, before, after), "t", ("trimestre",))
    change = Change("t", PLACE, column, before.value, after.value)
    return [
        (p.added, p.code_cite, [f.empreinte for f in p.files]) for p in stage.parts(change, numeric, split)
    ]


def shares(**by_cite):
    return {
        cite.replace("_", "-"): {"cout": Decimal(v), "cumul_cout": Decimal(v)} for cite, v in by_cite.items()
    }


def test_each_cite_has_its_part_and_its_files():
    before = State(Decimal("10"), shares(cde_001="7", cde_003="3"))
    after = State(Decimal("12"), shares(cde_001="4", cde_003="8"))
    assert parts(before, after) == [(-3, "cde-001", ["f1"]), (5, "cde-003", ["f3"])]


def test_a_running_total_feels_earlier_quarters_only():
    before, after = State(Decimal("7"), shares(cde_001="7")), State(Decimal("4"), shares(cde_001="4"))
    assert parts(before, after, "cumul_cout") == [(-3, "cde-001", ["f1"])]


def test_what_may_not_be_split_is_told_whole_with_the_files_that_it_feels():
    before = State(None)
    after = State(Decimal("12"), shares(cde_001="4", cde_003="8"))
    assert parts(before, after, split=False) == [(12, None, ["f1", "f3"])]


def test_a_word_is_told_whole_and_without_a_part():
    before, after = State(Decimal("1"), shares(cde_003="1")), State(Decimal("2"), shares(cde_003="2"))
    assert parts(before, after, numeric=False) == [(None, "cde-003", ["f3"])]


def test_a_stage_that_left_the_value_alone_has_no_part():
    same = State(Decimal("10"), shares(cde_001="7", cde_003="3"))
    assert parts(same, same) == []


@pytest.mark.parametrize(
    ("one", "other", "total"),
    [
        ("10.005", "0", "10.01"),  # rounded when published: the exact share is not the step
        ("1.00001", "0.99999", "2.00"),  # a part has no room for five decimals
    ],
)
def test_shares_that_do_not_make_the_step_exactly_are_told_as_one(one, other, total):
    before, after = State(Decimal("0")), State(Decimal(total), shares(cde_001=one, cde_003=other))
    assert [added for added, _, _ in parts(before, after)] == [Decimal(total)]


def test_shares_of_four_decimals_are_told_apart():
    before, after = State(Decimal("0")), State(Decimal("2"), shares(cde_001="1.0001", cde_003="0.9999"))
    assert [added for added, _, _ in parts(before, after)] == [Decimal("1.0001"), Decimal("0.9999")]
