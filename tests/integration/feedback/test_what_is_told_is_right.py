"""Whoever writes what our answer tells into the cells that it names has a return that is accepted.

Drawn are mistakes of rules that tell what to write (`TELLS_THE_VALUE`); for each of the others it is said why they do not.
"""

import copy
import datetime
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from orchestration.feedback.expected import meaning_of
from orchestration.feedback.repairs.proposals import Known, proposals
from orchestration.feedback.sentences import said, template_sheet
from orchestration.submissions.findings import Finding, Judgement
from tests.integration.feedback.mistakes import MISTAKES, returns
from tests.making.files import CONTAINERS
from tests.making.returns import Book
from tests.rules.cases import CONTRACT, judge_book

TODAY = datetime.date(2024, 5, 1)
ROUNDS = 6
"""Reading first, then sums, then bounds, then the totals that come out of them."""
UNSHRUNK = (Phase.explicit, Phase.generate)
"""What fails is small as it is, and a judgement costs too much to look for something smaller."""

TELLS_THE_VALUE = {
    *("C01", "C02", "C03", "C04", "C05", "C06", "R05", "R06"),  # the one right number
    *("R04", "R08", "R09", "R13", "R14", "I06", "S05"),  # the bound, or the version in force
    *("T02", "T03", "T04", "R01", "R02", "R12"),  # what one typing mistake hides, where that is plain
}
NOTHING_TO_WRITE = {
    "S01": "the file cannot be read",
    "S02": "a whole sheet is missing",
    "S03": "a whole column is missing",
    "S06": "which of two columns or sheets is right only the cité knows",
    "S08": "which of two lines is right only the cité knows",
    "S09": "the cité has to reword its own text",
    "S10": "the row has to be moved below the header",
    "S11": "the rows have to be copied into their sheet",
    "C07": "a line is missing, twice or unknown",
    "I01": "which cité it is, is asked, never assumed",
    "I02": "which quarter it is only the cité knows",
    "I03": "another quarter makes another return",
    "I09": "which of the code and the name is right only the cité knows",
    "I05": "the co-pilots have to sign",
    "T01": "what is missing only the cité knows, but for a total, which a later round takes from its detail",
    "T05": "yes or no only the cité knows",
    "T06": "a bound is told, the number only the cité knows",
    "T07": "the cité has to shorten its own text",
    "R03": "the day, or the quarter that the row belongs to, only the cité knows",
    "R07": "one of two numbers is wrong, and the sums name the right one",
    "R10": "the cité names its actions",
    "R11": "which of two lines is right only the cité knows",
    "Q01": "the action was told already",
}


def test_every_rule_either_tells_what_to_write_or_says_why_not():
    blocking = {rule for rule, severity in CONTRACT.submission.severities.items() if severity == "bloquant"}
    assert blocking == TELLS_THE_VALUE | NOTHING_TO_WRITE.keys()
    assert not TELLS_THE_VALUE & NOTHING_TO_WRITE.keys()


def put_right(book: Book, judgement: Judgement, meant: Book) -> None:
    """Write what the findings tell into their cells: repairs, then the one right values, bounds where nothing else is told.

    Where all that is left is to check numbers that contradict one another, they are what they were `meant` to be.
    """
    changes = list(_repairs(judgement)) or list(_told(judgement, "exact")) or list(_told(judgement, "bound"))
    changes = changes or list(_checked(judgement, meant))
    assert changes, [finding.message for finding in judgement.constats]
    for sheet, column, line, value in changes:
        book.set(sheet, column=column, value=value, row=line - 2 if sheet in book.rows else 0)


def _checked(judgement: Judgement, meant: Book) -> Iterator[tuple[str, str, int, object]]:
    """Every cell of the rows whose message asks to check numbers before one is changed."""
    for finding in _blocking(judgement):
        sheet = template_sheet(finding.feuille, CONTRACT)
        if (
            said(finding, CONTRACT).rule.case == "en_doute"
            and sheet
            and sheet.layout == "lignes"
            and finding.ligne
        ):
            for column, value in meant.rows[sheet.name][finding.ligne - 2].items():
                yield sheet.name, column, finding.ligne, value


def _repairs(judgement: Judgement) -> Iterator[tuple[str, str, int, object]]:
    for one in proposals(judgement.constats, CONTRACT, Known(judgement.code_cite, judgement.trimestre)):
        sheet = template_sheet(one.finding.feuille, CONTRACT)
        assert sheet is not None and one.finding.ligne is not None
        yield sheet.name, one.column, one.finding.ligne, one.written


def _told(judgement: Judgement, kind: str) -> Iterator[tuple[str, str, int, object]]:
    """The words « Valeur attendue » as they stand in the report, typed into the cell like any text."""
    for finding in _blocking(judgement):
        parts = said(finding, CONTRACT)
        sheet, meaning = template_sheet(finding.feuille, CONTRACT), meaning_of(parts.rule)
        is_told = meaning is not None and parts.words.get("attendu")
        if is_told and sheet and finding.ligne and (meaning == "exact") == (kind == "exact"):
            column = parts.rule.anchor if sheet.layout == "indicateurs" else finding.colonne
            yield sheet.name, str(column), finding.ligne, parts.words["attendu"]


def _blocking(judgement: Judgement) -> list[Finding]:
    return [finding for finding in judgement.constats if finding.gravite == "bloquant"]


def followed(book: Book, meant: Book, container: str) -> tuple[set[str], Judgement]:
    """The rules that were broken on the way, and the last judgement."""
    broken: set[str] = set()
    for _ in range(ROUNDS):
        judgement = judge_book(book, container, today=TODAY)
        if judgement.verdict == "acceptee":
            break
        broken |= {finding.regle for finding in _blocking(judgement)}
        put_right(book, judgement, meant)
    return broken, judge_book(book, container, today=TODAY)


@settings(max_examples=30, phases=UNSHRUNK)
@given(book=returns(), mistakes=st.lists(st.sampled_from(MISTAKES), min_size=1, max_size=4), data=st.data())
def test_a_return_with_any_of_these_mistakes_is_accepted_once_it_says_what_it_was_told(book, mistakes, data):
    meant = copy.deepcopy(book)
    for mistake in mistakes:
        mistake(book, data.draw)
    broken, judgement = followed(book, meant, data.draw(st.sampled_from(CONTAINERS)))
    assert [finding.message for finding in _blocking(judgement)] == []
    assert broken <= TELLS_THE_VALUE | {"R07"}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_each_kind_of_mistake_alone_is_put_right(mistake):
    @settings(max_examples=2, phases=UNSHRUNK)
    @given(book=returns(), data=st.data())
    def alone(book, data):
        meant = copy.deepcopy(book)
        mistake(book, data.draw)
        _, judgement = followed(book, meant, "xlsx")
        assert judgement.verdict == "acceptee"

    alone()
