"""A batch is judged in the order quarter, time received, key; what is accepted counts for what is judged after it."""

import datetime
import random
import re

import pytest

from orchestration.submissions.judging.history import History, Replacement
from orchestration.submissions.judging.judge import Submitted, judge
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, place_of
from tests.rules.reading import read

TODAY = datetime.date(2024, 8, 1)


def drop(name, quarter="2023-T4", cite="cde-001", received="2024-01-15", *, book=None, **fields):
    """A return of its own actions, received on a day."""
    made = book or valid_return(cite, quarter, **fields)
    for sheet in ("aller_vers", "actions_innovantes"):
        for row in made.rows[sheet]:
            row["id_action"] = f"{row['id_action']}-{quarter}"
    return Submitted(
        f"{name}.xlsx", name, f"{received}T00:00:00.000000Z", f"landing/{name}", read(make(made), CONTRACT)
    )


def many(quarter, count, received="2024-01-15"):
    """A return with so many new beneficiaries in one action."""
    book = valid_return(quarter=quarter).drop_row("aller_vers", 1)
    ages = {"moins_26_ans": count, "de_26_a_49_ans": 0, "de_50_ans_et_plus": 0}
    for column, value in {
        "nouveaux_beneficiaires": count,
        "femmes": count,
        "hommes": 0,
        "personnes_rencontrees": count,
        **ages,
    }.items():
        book.set("aller_vers", column=column, value=value)
    return drop(f"{quarter} {count}", quarter, received=received, book=book)


def rules(judged):
    return {
        judgement.empreinte: [finding.regle for finding in judgement.constats]
        for judgement in judged.judgements
    }


def test_judgements_come_as_the_files_were_given():
    files = [drop("b", "2024-T1"), drop("a", "2023-T4"), drop("c", "2024-T2")]
    judged = judge(files, CONTRACT, History(), TODAY)
    assert [judgement.empreinte for judgement in judged.judgements] == ["b", "a", "c"]
    assert judged.order == [1, 0, 2]


def test_the_turn_is_quarter_then_time_received_then_key_and_the_unknown_last():
    files = [
        drop("unknown", trimestre="2021-T4", received="2020-01-01"),
        drop("late", "2023-T4", received="2024-02-02"),
        drop("b", "2023-T4", "cde-002"),
        drop("a", "2023-T4", "cde-003"),
        drop("first", "2022-T1", received="2024-05-05"),
        Submitted(
            "broken.xlsx", "broken", "2019-01-01T00:00:00.000000Z", "landing/broken", read(b"", CONTRACT)
        ),
    ]
    judged = judge(files, CONTRACT, History(), TODAY)
    assert [files[file].empreinte for file in judged.order] == [
        "first",
        "a",
        "b",
        "late",
        "broken",
        "unknown",
    ]


def test_a_quarter_is_judged_against_the_one_before_in_the_same_batch():
    judged = judge([many("2024-T1", 100), many("2023-T4", 10)], CONTRACT, History(), TODAY)
    assert rules(judged) == {"2024-T1 100": ["Q02"], "2023-T4 10": []}


def test_what_each_of_many_quarters_is_told_of_the_one_before_is_whole():
    copied = valid_return("cde-002", "2024-T1")
    for sheet in ("aller_vers", "actions_innovantes"):
        for row in copied.rows[sheet]:
            row["id_action"] = f"{row['id_action']}-2023-T4"
    reading = read(make(copied), CONTRACT)
    files = [
        many("2023-T4", 10),
        many("2024-T1", 100),
        many("2024-T2", 20),
        drop("first", "2023-T4", "cde-002"),
        Submitted("copied.xlsx", "copied", "2024-04-04T00:00:00.000000Z", "landing/copied", reading),
    ]
    told = {
        judgement.empreinte: judgement.constats[0].message.replace("\u00a0", " ")
        for judgement in judge(files, CONTRACT, History(), TODAY).judgements
        if judgement.constats
    }
    assert "contre 10 au trimestre précédent" in told["2024-T1 100"]
    assert "contre 100 au trimestre précédent" in told["2024-T2 20"]
    assert "acceptée pour 2023-T4, avec" in told["copied"]


def test_only_accepted_returns_are_looked_back_at():
    rejected = drop(
        "rejected", "2023-T4", book=valid_return().set("identification", column="validee_etat", value=False)
    )
    judged = judge([rejected, many("2024-T1", 100)], CONTRACT, History(), TODAY)
    assert rules(judged) == {"rejected": ["I05"], "2024-T1 100": []}


def test_a_correction_counts_in_place_of_what_it_replaces():
    history = History()
    judged = judge(
        [many("2023-T4", 10), many("2023-T4", 90, "2024-01-16"), many("2024-T1", 100)],
        CONTRACT,
        history,
        TODAY,
    )
    assert rules(judged)["2024-T1 100"] == []
    assert judged.replacements == [Replacement("2023-T4 10", "2023-T4 90", "cde-001", "2023-T4")]
    assert history.preceding("cde-001", "2024-T1")["nouveaux_beneficiaires"] == 90


def test_a_correction_may_repeat_the_actions_of_its_own_quarter_but_of_no_other():
    first = drop("first", "2023-T4")
    again = drop("again", "2023-T4", received="2024-01-16")
    copied = valid_return(quarter="2024-T1").set("aller_vers", column="id_action", value="av-001-2023-t4")
    reading = read(make(copied), CONTRACT)
    next_one = Submitted("next.xlsx", "next", "2024-04-04T00:00:00.000000Z", "landing/next", reading)
    judged = judge([first, again, next_one], CONTRACT, History(), TODAY)
    assert rules(judged) == {"first": [], "again": [], "next": ["Q01"]}


def test_batches_one_after_the_other_judge_like_one():
    files = [
        many("2023-T4", 10),
        many("2024-T1", 100),
        many("2024-T2", 20),
        drop("other", "2024-T1", "cde-002"),
    ]
    together = rules(judge(files, CONTRACT, History(), TODAY))
    history, apart = History(), {}
    for file in files:
        apart |= rules(judge([file], CONTRACT, history, TODAY))
    assert apart == together == {"2023-T4 10": [], "2024-T1 100": ["Q02"], "2024-T2 20": ["Q02"], "other": []}


def test_judging_alone_remembers_nothing():
    history = History()
    judged = judge([many("2023-T4", 10), many("2024-T1", 100)], CONTRACT, history, TODAY, remember=False)
    assert rules(judged) == {"2023-T4 10": [], "2024-T1 100": []}
    assert len(history) == 0
    assert judged.replacements == []


def test_no_file_is_moved_by_its_neighbours():
    spoiled = valid_return().set("aller_vers", column="femmes", value=12).drop_column("partenaires", "siret")
    files = [
        drop("valid"),
        drop("spoiled", book=spoiled),
        Submitted(
            "broken.xlsx", "broken", "2024-01-15T00:00:00.000000Z", "landing/broken", read(b"", CONTRACT)
        ),
        drop("empty", book=valid_return().clear()),
        drop("other version", modele="2"),
        drop("other cité", "2023-T4", "cde-002", nom_cite="?"),
    ]
    alone = {}
    for file in files:
        [judgement] = judge([file], CONTRACT, History(), TODAY).judgements
        alone[file.empreinte] = [place_of(finding) for finding in judgement.constats]
    shuffled = random.Random(3).sample(files, len(files))
    together = judge(shuffled, CONTRACT, History(), TODAY).judgements
    assert {judgement.empreinte: list(map(place_of, judgement.constats)) for judgement in together} == alone


def test_no_file_at_all_is_no_fault():
    judged = judge([], CONTRACT, History(), TODAY)
    assert (judged.judgements, judged.order, judged.replacements) == ([], [], [])
    assert judged.findings.empty
    assert all(frame.empty for frame in judged.tables.values())


def test_an_accepted_return_tells_its_totals_and_the_marks_of_its_actions():
    book = valid_return().set("aller_vers", column="id_action", value="Été 1")
    [judgement] = judge(
        [Submitted("a", "a", "2024", "a", read(make(book), CONTRACT))], CONTRACT, History(), TODAY
    ).judgements
    assert judgement.synthese == {
        "partenaires": 3,
        "comites_pilotage": 1,
        "actions_aller_vers": 2,
        "nouveaux_beneficiaires": 54,
        "actions_innovantes": 2,
        "beneficiaires_accompagnes": 24,
    }
    assert {sheet: len(set(marks)) for sheet, marks in judgement.actions.items()} == {
        "aller_vers": 2,
        "actions_innovantes": 2,
    }
    marks = [mark for sheet in judgement.actions.values() for mark in sheet]
    assert all(re.fullmatch("[0-9a-f]{12}-[0-9a-f]{12}", mark) for mark in marks)
    assert judgement.date_remontee == "2024-01-12"


def test_a_rejected_return_tells_neither_totals_nor_actions():
    [judgement] = judge([drop("a", validee_etat=False)], CONTRACT, History(), TODAY).judgements
    assert (judgement.synthese, judgement.actions) == (None, None)
    assert judgement.date_remontee == "2024-01-12"


@pytest.mark.parametrize(("value", "told"), [("12/01/2024", "2024-01-12"), ("bientôt", None), (None, None)])
def test_the_day_of_signature_is_told_where_it_was_read(value, told):
    [judgement] = judge([drop("a", date_remontee=value)], CONTRACT, History(), TODAY).judgements
    assert judgement.date_remontee == told
