"""The demonstration as files: the same every time, in order of receipt, and fictitious on their face."""

import io
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from contracts.quarters import deadline, last_day
from orchestration.demo.files import make_demo
from orchestration.demo.layout import TITLE
from orchestration.demo.mistakes import BLOCKING, WARNING
from orchestration.errors import UsageError


def only(contract, *codes, **changes):
    cites = {code: replace(contract.reference.cites[code], **changes) for code in codes}
    return replace(contract, reference=replace(contract.reference, cites=cites))


def versions(demo):
    found = defaultdict(list)
    for file in demo:
        found[file.code_cite, file.quarter].append(file)
    return found


def test_a_file_for_every_expected_return_but_the_six_never_sent(demo):
    assert len(versions(demo)) == 672 - 6
    assert len(demo) == 672 - 6 + 18  # and a second one where a return was corrected


def test_the_same_seed_gives_the_same_bytes(contract):
    one, again = (make_demo(only(contract, "cde-001", "cde-017"), seed=7) for _ in range(2))
    assert one == again


def test_another_seed_gives_other_figures(contract):
    few = only(contract, "cde-001")
    assert {file.data for file in make_demo(few, seed=1)}.isdisjoint(
        file.data for file in make_demo(few, seed=2)
    )


def test_seven_in_ten_are_excel_and_the_rest_opendocument_and_csv(demo):
    kinds = Counter(file.name.rpartition(".")[2] for file in demo)
    assert {kind: round(count / len(demo), 1) for kind, count in kinds.items()} == {
        "xlsx": 0.7,
        "ods": 0.2,
        "zip": 0.1,
    }


def test_keys_say_quarter_cite_and_version(demo):
    assert len({file.key for file in demo}) == len(demo)
    for file in demo:
        container = file.name.rpartition(".")[2]
        assert file.key == f"landing/demo/{file.quarter}/{file.code_cite}-{file.version}.{container}"


def test_files_come_in_order_of_receipt_and_corrections_after_what_they_correct(demo):
    assert [file.modified for file in demo] == sorted(file.modified for file in demo)
    for sent in versions(demo).values():
        assert [file.version for file in sent] == list(range(1, len(sent) + 1))
        # where times of receipt are the same, the key decides
        assert [file.key for file in sent] == sorted(file.key for file in sent)
        assert len({file.modified.date() for file in sent}) == len(sent)


def test_returns_are_received_on_working_days_some_of_them_late(demo):
    assert all(file.modified.weekday() < 5 and 8 <= file.modified.hour < 17 for file in demo)
    assert all(last_day(file.quarter) < file.modified.date() for file in demo)
    assert all(file.modified.date() < last_day(file.quarter) + timedelta(days=80) for file in demo)
    late = sum(file.modified.date() > deadline(file.quarter, 30) for file in demo)
    assert 0.1 < late / len(demo) < 0.5


def test_no_two_files_are_the_same(demo):
    assert len({file.data for file in demo}) == len(demo)


def test_every_kind_of_mistake_and_of_oddity_is_made(demo):
    planted = Counter(file.planted for file in demo if file.planted)
    assert set(planted) == set(BLOCKING) | set(WARNING)
    assert sum(planted[rule] for rule in BLOCKING) == 16
    assert sum(planted[rule] for rule in WARNING) == 12


def first_rows(file):
    if file.name.endswith(".zip"):
        archive = zipfile.ZipFile(io.BytesIO(file.data))
        return [_decoded(archive.read(name)).splitlines()[0] for name in archive.namelist()]
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False)[0][0] for name in book.sheet_names]


def _decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def test_every_sheet_says_on_its_first_line_that_the_data_are_fictitious(demo):
    for file in demo:
        rows = first_rows(file)
        assert len(rows) >= 6
        assert set(rows) == {TITLE}, file.name


def test_another_reference_is_served_too(contract):
    files = make_demo(only(contract, "cde-017", first_quarter="2023-T3", qpv_2024_from="2023-T4"))
    assert {file.quarter for file in files} == {"2023-T3", "2023-T4"}


def test_a_reference_without_any_expected_cite_is_refused(contract):
    with pytest.raises(UsageError, match="no cité expected from 2022-T1 to 2023-T4"):
        make_demo(only(contract, "cde-001", first_quarter="2024-T1"))
