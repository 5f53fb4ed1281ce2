"""The grid is what the register says: green in force, red rejected, nothing where nothing counts."""

from typing import Any

import pytest

from orchestration.schedule.grid import grid
from orchestration.submissions.register import Register
from tests.unit.publication.memory import Memory
from tests.unit.register.making import fingerprint, judged

PLACE = ("cde-001", "2023-T4")


class Writable(Memory):
    def write_new(self, key: str, data: bytes) -> bool:
        self.write(key, data)
        return True


def squares(*events: dict[str, Any]):
    register = Register(Writable())
    register.append(events)
    return grid(register)


def rejected(name: str, **changes: Any):
    return judged(name, verdict="rejetee", bloquants=2, **changes)


def withdrawn(name: str):
    return {
        "evenement": "retiree",
        "instant": "2024-02-02T09:00:00.000000Z",
        "empreinte": fingerprint(name),
        "code_cite": PLACE[0],
        "trimestre": PLACE[1],
        "motif": "essai",
    }


LATER = {"recue_le": "2024-01-20T08:00:00.000000Z"}


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([judged("a")], "acceptee"),
        ([rejected("a")], "rejetee"),
        ([rejected("a"), judged("b", **LATER)], "acceptee"),
        (
            [judged("a"), rejected("b", **LATER)],
            "acceptee",
        ),  # a rejected correction leaves the accepted one in force
        ([judged("a"), judged("b", **LATER), withdrawn("b")], "acceptee"),
        ([judged("a"), rejected("b", **LATER), withdrawn("a")], "rejetee"),
    ],
)
def test_a_square_is_what_counts_now(events, state):
    assert {place: square.state for place, square in squares(*events).items()} == {PLACE: state}


@pytest.mark.parametrize(
    "events",
    [
        [],
        [judged("a"), withdrawn("a")],
        [rejected("a", code_cite=None)],
        [rejected("a", trimestre=None)],
    ],
)
def test_where_nothing_counts_there_is_no_square(events):
    assert squares(*events) == {}


def test_a_correction_is_another_version_of_the_square():
    before, after = squares(judged("a")), squares(judged("a"), judged("b", **LATER))
    assert (before[PLACE].version, after[PLACE].version) == ("acceptee-1-0", "acceptee-2-0")


def test_rejected_corrections_are_counted_beside_the_return_in_force():
    square = squares(judged("a"), rejected("b", **LATER), rejected("c", **LATER))[PLACE]
    assert (square.version, square.facts()["rejected_since"]) == ("acceptee-1-2", 2)


def test_rejections_before_the_one_in_force_are_forgotten():
    assert squares(rejected("a"), judged("b", **LATER))[PLACE].rejected_since == 0


def test_a_square_tells_its_file_and_its_report():
    square = squares(rejected("a"))[PLACE]
    facts = square.facts()
    assert (facts["verdict"], facts["file"], facts["blocking_findings"]) == ("rejetée", "landing/a.xlsx", 2)
    assert square.kept(square.event) == f"reports/2023-T4/cde-001/{fingerprint('a')}"


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([judged("a")], None),
        ([rejected("a")], "a"),
        ([judged("a"), rejected("b", **LATER)], "b"),
        ([judged("a"), rejected("b", **LATER), judged("c", **LATER)], None),
    ],
)
def test_a_square_knows_the_rejected_file_that_waits_for_its_correction(events, told):
    square = squares(*events)[PLACE]
    assert (square.rejected["empreinte"] if square.rejected else None) == (told and fingerprint(told))


def test_a_return_without_a_day_of_signature_says_so():
    assert squares(rejected("a", date_remontee=None))[PLACE].facts()["signed_on"] == "unknown"
