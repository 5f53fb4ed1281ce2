"""What the register answers: what was seen, what is known, which return counts, and what a withdrawal does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from orchestration.errors import CitesError
from orchestration.storage.folder import Folder
from orchestration.submissions.register import Register, moment
from tests.unit.register.making import fingerprint, judged, received

NOW = datetime(2024, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def register(tmp_path) -> Register:
    return Register.load(Folder(tmp_path / "storage"))


def counted(register: Register) -> dict[tuple[str, str], str]:
    return {place: event["empreinte"].lstrip("0") for place, event in register.in_force().items()}


# --- files


def test_a_file_is_seen_by_its_key_and_mark_together(register):
    register.append(
        [received("a"), received("a", evenement="reconnue", cle="landing/copy.xlsx", marque="10-z")]
    )
    assert register.seen("landing/a.xlsx", "10-a")
    assert register.seen("landing/copy.xlsx", "10-z")
    assert not register.seen("landing/a.xlsx", "10-z")
    assert not register.seen("landing/copy.xlsx", "10-a")


def test_bytes_are_known_once_they_were_received(register):
    assert not register.known(fingerprint("a"))
    register.append([received("a")])
    assert register.known(fingerprint("a"))
    assert not register.known(fingerprint("b"))


def test_an_answer_follows_the_commits_made_after_it_was_first_asked_for(register):
    assert not register.seen("landing/a.xlsx", "10-a")
    assert not register.known(fingerprint("a"))
    register.append([received("a")])
    assert register.seen("landing/a.xlsx", "10-a")
    assert register.known(fingerprint("a"))


def test_events_are_told_by_kind(register):
    register.append([received("a"), judged("a"), received("b"), judged("b")])
    assert [event["numero"] for event in register.of_kind("jugee")] == [2, 4]
    assert list(register.of_kind("retiree")) == []


# --- which return counts


def test_a_rejected_return_never_counts(register):
    register.append([judged("a", verdict="rejetee")])
    assert counted(register) == {}


def test_a_rejected_correction_leaves_the_accepted_return_in_force(register):
    register.append([judged("a"), judged("b", verdict="rejetee", recue_le="2024-01-20T08:00:00.000000Z")])
    assert counted(register) == {("cde-001", "2023-T4"): "a"}


@pytest.mark.parametrize(
    ("first", "second", "in_force"),
    [
        ("2024-01-15T08:00:00.000000Z", "2024-01-15T08:00:00.000001Z", "b"),
        (
            "2024-01-15T08:00:00.000001Z",
            "2024-01-15T08:00:00.000000Z",
            "a",
        ),  # judged later, but received before
        (
            "2024-01-15T08:00:00.000000Z",
            "2024-01-15T08:00:00.000000Z",
            "b",
        ),  # at the same time: the one judged later
    ],
)
def test_the_accepted_return_received_last_counts(register, first, second, in_force):
    register.append([judged("a", recue_le=first)])
    register.append([judged("b", recue_le=second)])
    assert counted(register) == {("cde-001", "2023-T4"): in_force}


def test_each_cite_and_quarter_has_its_own_return_in_force(register):
    register.append([judged("a"), judged("b", code_cite="cde-002"), judged("c", trimestre="2024-T1")])
    assert counted(register) == {
        ("cde-001", "2023-T4"): "a",
        ("cde-002", "2023-T4"): "b",
        ("cde-001", "2024-T1"): "c",
    }


# --- withdrawing


def test_a_withdrawal_names_the_return_in_force_and_the_reason(register):
    register.append([judged("a"), judged("b", recue_le="2024-01-20T08:00:00.000000Z")])
    assert register.withdraw("cde-001", "2023-T4", "données d'une autre cité", NOW) == {
        "evenement": "retiree",
        "instant": "2024-02-01T09:00:00.000000Z",
        "empreinte": fingerprint("b"),
        "code_cite": "cde-001",
        "trimestre": "2023-T4",
        "motif": "données d'une autre cité",
    }


def test_withdrawing_brings_back_the_accepted_return_before_it_until_none_is_left(register):
    register.append([judged("a"), judged("b", recue_le="2024-01-20T08:00:00.000000Z")])
    register.append([register.withdraw("cde-001", "2023-T4", "faux", NOW)])
    assert counted(register) == {("cde-001", "2023-T4"): "a"}
    register.append([register.withdraw("cde-001", "2023-T4", "faux aussi", NOW)])
    assert counted(register) == {}


@pytest.mark.parametrize(("cite", "quarter"), [("cde-002", "2023-T4"), ("cde-001", "2023-T3")])
def test_there_is_nothing_to_withdraw_where_nothing_is_in_force(register, cite, quarter):
    register.append([judged("a"), judged("b", code_cite="cde-002", verdict="rejetee")])
    with pytest.raises(CitesError) as refusal:
        register.withdraw(cite, quarter, "faux", NOW)
    assert str(refusal.value) == (
        f"no return of {cite} is in force for {quarter}: nothing to withdraw (see `cites status`)"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("deux\nlignes  et demie ", "deux lignes et demie"), ("cit\udce9", "cit?"), ("à refaire", "à refaire")],
)
def test_a_reason_is_kept_as_one_line_of_text_whatever_the_terminal_gave(register, tmp_path, typed, kept):
    register.append([judged("a")])
    register.append([register.withdraw("cde-001", "2023-T4", typed, NOW)])
    assert [event["motif"] for event in Register.load(Folder(tmp_path / "storage")).of_kind("retiree")] == [
        kept
    ]


# --- instants


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime(2024, 1, 15, 8, 0, tzinfo=UTC), "2024-01-15T08:00:00.000000Z"),
        (
            datetime(2024, 7, 1, 0, 30, 0, 5, tzinfo=timezone(timedelta(hours=2))),
            "2024-06-30T22:30:00.000005Z",
        ),
        (datetime.min.replace(tzinfo=UTC), "0001-01-01T00:00:00.000000Z"),
        (datetime.max.replace(tzinfo=UTC), "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_an_instant_is_written_in_utc_with_constant_width(instant, text):
    assert moment(instant) == text


# --- the past


def test_it_tells_what_it_said_at_each_of_its_segments(register):
    register.append([received("a"), judged("a")])
    register.append([received("b")])
    assert [len(register.until(segment)) for segment in (0, 1, 2)] == [0, 2, 3]
    assert register.until(1) == register.events[:2]


def test_a_segment_that_it_never_had_says_nothing(register):
    register.append([received("a")])
    assert (list(register.until(2)), list(register.until(-1))) == ([], [])
