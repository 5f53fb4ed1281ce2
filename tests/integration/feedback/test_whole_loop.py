"""Every way of breaking a rule, in untidy files of every container, from the check to what the cité sends back.

The copies are read again with calamine, which is not what wrote them.
"""

import csv
import io
import zipfile
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from orchestration.feedback.artefacts import Subject, feedback_files
from orchestration.feedback.job import OUR_SHEETS
from orchestration.submissions.check import check_files
from orchestration.submissions.findings import Judgement
from tests.making.disorder import columns_shuffled, spaced, titled
from tests.making.files import CONTAINERS, make
from tests.making.returns import Book, valid_return
from tests.rules.cases import CONTRACT, TODAY, Case
from tests.rules.test_every_rule_has_its_cases import cases
from tests.unit.feedback.html import Page
from tests.unit.feedback.returning import opened

SPOILED = [case for case in cases() if isinstance(case, Case) and case.kind == "fails"]
ANNOTATED, PROPOSED, PAGE, RECEIPT = (
    *("retour-annote.xlsx", "corrections-proposees.xlsx"),
    *("a-corriger.html", "recu.html"),
)


@dataclass(frozen=True)
class Answered:
    """One file, what was decided, what came back."""

    case: Case
    sent: bytes
    judgement: Judgement
    files: dict[str, bytes]


def untidy(case: Case, container: str) -> bytes:
    """The case with title rows, blank rows and other orders of columns, where it is a return at all."""
    changed = case.change(valid_return())
    if not isinstance(changed, Book):
        return changed
    return make(titled(columns_shuffled(spaced(changed.grids()))), container)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("loop")


@pytest.fixture(scope="module")
def answers(folder) -> list[Answered]:
    """All of them judged and answered as one batch."""
    sent = [
        untidy(case, case.container if case.container != "xlsx" else container)
        for case, container in zip(SPOILED, cycle(CONTAINERS), strict=False)
    ]
    paths = [folder / f"{number}" for number in range(len(sent))]
    for path, content in zip(paths, sent, strict=True):
        path.write_bytes(content)
    judgements = check_files(paths, None, CONTRACT, TODAY)
    for number, judgement in enumerate(judgements):
        judgement.empreinte = f"{number:064x}"  # some cases are the same file
    subjects = [Subject(*one) for one in zip(judgements, paths, strict=True)]
    files: list[dict[str, bytes]] = [{} for _ in subjects]
    for key, data in feedback_files(subjects, CONTRACT, demo=False, day=TODAY):
        _, _, fingerprint, name = key.split("/")
        files[int(fingerprint, 16)][name] = data
    return [Answered(*one) for one in zip(SPOILED, sent, judgements, files, strict=True)]


def rejected(answers):
    return [one for one in answers if one.judgement.verdict == "rejetee"]


def grids(data: bytes) -> dict[str, dict[tuple[int, int], object]]:
    """The values of a workbook or of an archive of CSV by sheet, row and column; ours aside."""
    if data.startswith(b"PK") and any(name.endswith(".csv") for name in names_in(data)):
        return {name: values(rows) for name, rows in csv_members(data)}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    pages = {name: book.get_sheet_by_name(name) for name in book.sheet_names if name not in OUR_SHEETS}
    return {name: values(page.to_python(skip_empty_area=False)) for name, page in pages.items()}


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def csv_members(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            yield name.removesuffix(".csv"), csv.reader(io.StringIO(text, newline=""), delimiter=";")


def values(rows) -> dict[tuple[int, int], object]:
    return {
        (row, column): value
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value != ""
    }


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_rule_that_a_file_alone_can_break_is_among_them(answers):
    asked = {rule for rule in CONTRACT.submission.severities if not rule.startswith("Q")} - {"I03"}
    found = {finding.regle for one in answers for finding in one.judgement.constats}
    assert found >= asked


def test_each_file_gets_its_page_or_its_receipt_and_each_rejected_one_its_workbook(answers):
    for one in answers:
        expected = {RECEIPT} if one.judgement.verdict == "acceptee" else {PAGE, ANNOTATED}
        assert one.files.keys() - {PROPOSED} == expected, str(one.case)


def test_every_finding_is_on_one_marked_cell_and_no_other_cell_is_marked(answers):
    for one in rejected(answers):
        marked = [
            (page.title, cell.coordinate)
            for page in opened(one.files[ANNOTATED]).worksheets
            for row in page.iter_rows()
            for cell in row
            if cell.comment is not None
        ]
        findings = one.judgement.constats
        cells = {(finding.feuille, finding.cellule) for finding in findings if finding.cellule}
        lines = {
            (finding.feuille, finding.ligne, finding.colonne)
            for finding in findings
            if finding.ligne and not finding.cellule
        }
        assert cells <= set(marked), str(one.case)
        assert len(marked) == len(cells) + len(lines), str(one.case)


def test_no_value_is_changed_but_what_is_withheld(answers):
    for one in rejected(answers):
        if one.judgement.constats[0].regle == "S01":
            continue
        before, after = grids(one.sent), grids(one.files[ANNOTATED])
        withheld = sum(finding.regle == "S09" for finding in one.judgement.constats)
        assert [len(cells) for cells in after.values()] == [len(cells) for cells in before.values()]
        changed = [
            place
            for mine, theirs in zip(before.values(), after.values(), strict=True)
            for place in mine.keys() | theirs.keys()
            if mine.get(place) != theirs.get(place)
        ]
        assert len(changed) == withheld, str(one.case)


def test_the_page_and_the_front_sheet_say_every_kind_of_mistake(answers):
    for one in rejected(answers):
        front = opened(one.files[ANNOTATED]).worksheets[0]
        texts = {plain(cell.value) for row in front.iter_rows() for cell in row if cell.value}
        headings = {plain(heading) for heading in Page(one.files[PAGE]).texts("h3")}
        assert headings
        assert headings <= texts, str(one.case)


@pytest.fixture(scope="module")
def sent_again(answers, folder: Path):
    """The repaired copies, sent as they are, with the judgement of each."""
    offered = [one for one in answers if PROPOSED in one.files]
    paths = [folder / f"again-{number}" for number in range(len(offered))]
    for path, one in zip(paths, offered, strict=True):
        path.write_bytes(one.files[PROPOSED])
    return list(zip(offered, paths, check_files(paths, None, CONTRACT, TODAY), strict=True))


def test_a_repaired_copy_passes_or_has_what_was_said_to_be_left(sent_again):
    assert len(sent_again) >= 8
    for one, _, judgement in sent_again:
        front = opened(one.files[PROPOSED]).worksheets[0]
        verdict = " ".join(str(front.cell(row, 1).value) for row in range(1, 5))
        says_all_is_well = "le contrôle ne trouve plus rien à corriger" in verdict
        assert (judgement.verdict == "acceptee") is says_all_is_well, str(one.case)


def test_a_repaired_copy_has_nothing_more_to_be_repaired(sent_again):
    subjects = [Subject(judgement, path) for _, path, judgement in sent_again]
    names = [key.rpartition("/")[2] for key, _ in feedback_files(subjects, CONTRACT, demo=False, day=TODAY)]
    assert PROPOSED not in names
