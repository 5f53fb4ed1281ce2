"""Checking on the spot tells what judging would tell, and changes nothing."""

import os

import pytest

from contracts.loading import load_contract
from orchestration.errors import StorageError
from orchestration.submissions.check import check_files
from tests.integration.submissions.conftest import TODAY
from tests.making.files import make
from tests.making.returns import valid_return

CONTRACT = load_contract()


@pytest.fixture
def write(tmp_path):
    """Write a return beside the storage; give its path."""

    def written(name, book, container="xlsx"):
        path = tmp_path / name
        path.write_bytes(book if isinstance(book, bytes) else make(book, container))
        return path

    return written


def told(judgements):
    return [
        (judgement.fichier, [finding.regle for finding in judgement.constats]) for judgement in judgements
    ]


def test_files_are_told_in_the_order_given(write):
    paths = [
        write("c.xlsx", valid_return("cde-001", "2024-T1")),
        write("a.ods", valid_return(etp_coordination=4), "ods"),
        write("b.xlsx", b"?"),
    ]
    assert told(check_files(paths, None, CONTRACT, TODAY)) == [
        ("c.xlsx", []),
        ("a.ods", ["P02"]),
        ("b.xlsx", ["S01"]),
    ]


def test_every_file_is_judged_as_if_it_came_alone(write):
    first = write("first.xlsx", valid_return("cde-001", "2023-T4"))
    same_actions = write("second.xlsx", valid_return("cde-001", "2024-T1"))
    assert told(check_files([first, same_actions], None, CONTRACT, TODAY)) == [
        ("first.xlsx", []),
        ("second.xlsx", []),
    ]


def test_the_accepted_returns_of_the_storage_are_the_history(drop, write):
    drop.put("t4.xlsx", valid_return("cde-001", "2023-T4"))
    drop.judge()
    path = write("next.xlsx", valid_return("cde-001", "2024-T1"))
    [judgement] = check_files([path], str(drop.root), CONTRACT, TODAY)
    assert [finding.regle for finding in judgement.constats] == ["Q01"] * 4


def test_nothing_is_changed(drop, write):
    drop.put("t4.xlsx", valid_return())
    drop.judge()
    before = drop.objects("")
    check_files([write("next.xlsx", valid_return("cde-002"))], str(drop.root), CONTRACT, TODAY)
    assert drop.objects("") == before


def test_a_storage_that_is_not_there_is_no_history_and_is_not_made(tmp_path, write):
    nowhere = tmp_path / "nowhere"
    assert told(check_files([write("a.xlsx", valid_return())], str(nowhere), CONTRACT, TODAY)) == [
        ("a.xlsx", [])
    ]
    assert not nowhere.exists()


def test_the_report_is_the_one_that_judging_keeps(drop, write):
    book = valid_return("cde-001", "2023-T4", nom_cite="?", trimestre="T4 2023")
    content = make(book.set("aller_vers", column="femmes", value=12))
    drop.put("retour.xlsx", content)
    [kept] = drop.judge().judgements
    [checked] = check_files([write("retour.xlsx", content)], None, CONTRACT, TODAY)
    assert checked.as_report() == kept.as_report()
    assert checked.as_report()["fichier"] == "retour.xlsx"


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path):
    path = tmp_path / os.fsdecode(b"remont\xe9e\n.xlsx")
    path.write_bytes(make(valid_return()))
    [judgement] = check_files([path], None, CONTRACT, TODAY)
    assert judgement.fichier == "remont%E9e%0A.xlsx"


def test_a_file_that_went_away_is_said(tmp_path):
    with pytest.raises((StorageError, OSError)):
        check_files([tmp_path / "gone.xlsx"], None, CONTRACT, TODAY)
