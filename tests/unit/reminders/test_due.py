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


IN_FORCE = {
    "statut_remontee": "acceptee",
    "empreinte": "cd34",
    "recue_le": "2024-04-12T22:30:00.000000Z",
    "versions": 1,
}


def dropped(name, state, **more):
    """What a line says of the file dropped last."""
    facts = {"dernier": name, "dernier_etat": state, "dernier_recu_le": "2024-04-20T08:00:00.000000Z"}
    return {**facts, **more}


def test_a_rejected_correction_of_a_return_in_force_is_told_with_the_day_of_the_one_that_counts():
    (one,) = reminders([line(**IN_FORCE, rejet="ab12", **dropped("ab12", "rejetee"))], 30)
    assert (one.motif, one.reason, one.en_vigueur) == ("correction", "correction:ab12", date(2024, 4, 13))


def test_an_accepted_file_that_does_not_count_is_told():
    (one,) = reminders([line(**IN_FORCE, **dropped("ab12", "remplacee"))], 30)
    assert (one.motif, one.reason) == ("non_comptee", "non_comptee:ab12")


def test_nothing_is_told_of_the_version_in_force_while_it_may_be_another_cite_s():
    (one,) = reminders(
        [line(**IN_FORCE, **dropped("ab12", "remplacee"))], 30, is_in_doubt=lambda file: file == "cd34"
    )
    assert (one.motif, one.fichier, one.en_vigueur) == ("non_comptee", "ab12", None)


def test_a_return_in_force_is_thanked_for_only_where_receipts_are_asked_for():
    accepted = line(**IN_FORCE, **dropped("cd34", "en_vigueur"))
    assert reminders([accepted], 30) == []
    (one,) = reminders([accepted], 30, receipts=True)
    assert (one.motif, one.reason) == ("acceptee", "acceptee:cd34")


def test_the_same_file_sent_again_is_another_reason():
    said = [
        reminders([line(statut_remontee="rejetee", rejet="a", **dropped("a", "rejetee", renvois=n))], 30)[
            0
        ].reason
        for n in (0, 1, 2)
    ]
    assert said == ["rejetee:a", "rejetee:a:1", "rejetee:a:2"]


@pytest.mark.parametrize("state", ["rejetee", "remplacee", "en_vigueur"])
def test_of_a_file_in_doubt_nothing_is_told(state):
    facts = {**IN_FORCE, **dropped("cd34" if state == "en_vigueur" else "ab12", state)}
    assert reminders([line(**facts)], 30, receipts=state == "en_vigueur", is_in_doubt=lambda _: True) == []


def test_a_rejected_correction_is_told_of_no_return_in_force_that_is_in_doubt():
    facts = {**IN_FORCE, **dropped("ab12", "rejetee")}
    (one,) = reminders([line(**facts)], 30, is_in_doubt=lambda file: file != "ab12")
    assert (one.motif, one.en_vigueur) == ("rejetee", None)


@pytest.mark.parametrize(
    "facts",
    [
        {"en_doute": 1},
        {"statut_remontee": "rejetee", "rejet": "ab12", **dropped("ab12", "rejetee")},
    ],
)
def test_a_cite_whose_only_file_is_in_doubt_is_written_to_as_if_it_had_not_come(facts):
    (one,) = reminders([line(**facts)], 30, is_in_doubt=lambda _: True)
    assert (one.motif, one.rejet, one.reason) == ("a_confirmer", None, "a_confirmer")


@pytest.mark.parametrize(
    ("came", "is_late"), [("2024-04-30T21:59:00.000000Z", False), ("2024-04-30T22:00:00.000000Z", True)]
)
def test_a_rejected_file_is_late_only_where_it_came_after_the_deadline(came, is_late):
    facts = dropped("ab12", "rejetee", dernier_recu_le=came)
    (one,) = reminders([line(statut_remontee="rejetee", rejet="ab12", **facts)], 30)
    assert one.is_late is is_late


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
