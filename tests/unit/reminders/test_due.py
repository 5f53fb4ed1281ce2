"""Reminded are the cités whose return is missing or rejected, and no other; never before the quarter is over."""

from datetime import date

import pytest

from orchestration.errors import UsageError
from orchestration.reminders.due import refuse_early, reminders
from orchestration.submissions.board import Line


def line(code="cde-001", **changes):
    return Line(
        **{
            "code_cite": code,
            "nom_cite": "Une cité",
            "trimestre": "2024-T1",
            "statut_remontee": "manquante",
            "recue_le": None,
            "date_remontee": None,
            "jours_de_retard": 3,
            "versions": 0,
            "rejets": 0,
            "rejet": None,
        }
        | changes
    )


def test_missing_and_rejected_returns_are_reminded_of_in_the_order_of_the_board():
    lines = [
        line("cde-001"),
        line("cde-002", statut_remontee="acceptee", date_remontee="2024-05-09", jours_de_retard=9),
        line("cde-003", statut_remontee="rejetee", rejet="ab12"),
    ]
    due = reminders(lines, 30)
    assert [(one.code_cite, one.motif) for one in due] == [("cde-001", "manquante"), ("cde-003", "rejetee")]


def test_a_rejected_correction_of_a_return_in_force_is_none_of_it():
    assert reminders([line(statut_remontee="acceptee", rejet="ab12", rejets=1)], 30) == []


def test_a_reminder_knows_the_deadline_and_how_late_it_is():
    (one,) = reminders([line()], 30)
    assert (one.echeance, one.jours_de_retard) == (date(2024, 4, 30), 3)


def test_another_rejected_file_is_another_reason():
    reasons = [
        one.reason
        for one in reminders(
            [line(), line(statut_remontee="rejetee", rejet="a"), line(statut_remontee="rejetee", rejet="b")],
            30,
        )
    ]
    assert reasons == ["manquante", "rejetee:a", "rejetee:b"]


def test_a_withdrawn_return_is_a_reason_of_its_own_and_a_rejected_file_after_it_is_another():
    withdrawn = line(versions=1)
    due = reminders([withdrawn, line(versions=2), line(statut_remontee="rejetee", rejet="a", versions=1)], 30)
    assert [one.motif for one in due] == ["retiree", "retiree", "rejetee"]
    assert [one.reason for one in due] == ["retiree:1", "retiree:2", "rejetee:a"]
    assert "retiree" not in str(withdrawn.as_dict())


@pytest.mark.parametrize(("day", "refused"), [(date(2024, 3, 31), True), (date(2024, 4, 1), False)])
def test_nobody_is_reminded_before_the_quarter_is_over(day, refused):
    if refused:
        with pytest.raises(UsageError, match="2024-T1 ends on 2024-03-31: nobody is to be reminded"):
            refuse_early("2024-T1", day)
    else:
        refuse_early("2024-T1", day)
