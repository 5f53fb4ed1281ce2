"""The demonstration before the real reader and judge: verdicts as intended, totals as published."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

import pytest

from orchestration.demo.mistakes import BLOCKING
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import Submitted, judge
from orchestration.submissions.reading.reader import ReturnReader
from orchestration.submissions.register import moment


@pytest.fixture(scope="module")
def judgements(contract, demo):
    reader = ReturnReader(contract.submission, contract.reference)
    files = [
        Submitted(
            file.name,
            hashlib.sha256(file.data).hexdigest(),
            moment(file.modified),
            file.key,
            reader.read(file.data),
        )
        for file in demo
    ]
    return judge(files, contract, History(), date(2024, 6, 3)).judgements


@pytest.fixture(scope="module")
def in_force(demo, judgements):
    """The accepted judgement received last, by cité and quarter."""
    ordered = sorted(zip(demo, judgements, strict=True), key=lambda pair: pair[0].modified)
    return {
        (judgement.code_cite, judgement.trimestre): judgement
        for _, judgement in ordered
        if judgement.verdict == "acceptee"
    }


def test_every_file_is_found_to_be_what_it_was_meant_to_be(demo, judgements):
    found = {
        file.key: {finding.regle for finding in one.constats}
        for file, one in zip(demo, judgements, strict=True)
    }
    assert found == {file.key: {file.planted} if file.planted else set() for file in demo}


def test_mistakes_reject_and_oddities_do_not(demo, judgements):
    verdicts = {file.key: one.verdict for file, one in zip(demo, judgements, strict=True)}
    assert verdicts == {file.key: "rejetee" if file.planted in BLOCKING else "acceptee" for file in demo}


def test_every_file_speaks_of_the_cite_and_quarter_of_its_key(demo, judgements):
    assert [(one.code_cite, one.trimestre) for one in judgements] == [
        (file.code_cite, file.quarter) for file in demo
    ]


def test_all_the_cites_are_in_force_at_the_end_and_nearly_all_before(in_force):
    assert Counter(quarter for _, quarter in in_force)["2023-T4"] == 84
    assert len(in_force) == 672 - 6 - 4


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("comites_pilotage", 312),
        ("actions_aller_vers", 4164),
        ("nouveaux_beneficiaires", 61221),
        ("actions_innovantes", 2817),
        ("beneficiaires_accompagnes", 15321),
    ],
)
def test_returns_in_force_add_up_to_what_the_programme_has_published(in_force, indicator, value):
    assert sum(judgement.synthese[indicator] for judgement in in_force.values()) == value


def test_cites_have_sixteen_partners_on_average_at_the_end(in_force):
    last = [one.synthese["partenaires"] for (_, quarter), one in in_force.items() if quarter == "2023-T4"]
    assert sum(last) / len(last) == 16


def test_a_correction_changes_what_counts(demo, judgements, in_force):
    accepted = Counter((one.code_cite, one.trimestre) for one in judgements if one.verdict == "acceptee")
    corrected = [place for place, count in accepted.items() if count == 2]
    assert len(corrected) == 6
    earlier = {
        (one.code_cite, one.trimestre): one
        for file, one in zip(demo, judgements, strict=True)
        if file.version == 1 and (one.code_cite, one.trimestre) in corrected
    }
    for place, one in earlier.items():
        assert in_force[place].synthese["actions_aller_vers"] == one.synthese["actions_aller_vers"] + 1


def test_a_rejected_correction_leaves_the_accepted_return_in_force(demo, judgements, in_force):
    failed = [
        one
        for file, one in zip(demo, judgements, strict=True)
        if file.version == 2 and one.verdict == "rejetee"
    ]
    assert len(failed) == 3
    assert all((one.code_cite, one.trimestre) in in_force for one in failed)
