"""A job crosses the way to its worker unchanged."""

from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import corrections
from orchestration.feedback.job import Edit, Job, dumps, loads
from orchestration.feedback.notes import marks
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book


def job(**changes):
    book = valid_return(etp_coordination=5, nom_cite="a@b.fr").set("aller_vers", column="femmes", value=14)
    judgement = judge_book(book.add_sheet("Notes", [["x"]]))
    values = {
        "original": "/tmp/é.xlsx",
        "document": corrections(judgement, CONTRACT, demo=True),
        "marks": marks(judgement.constats, causes(judgement.constats, CONTRACT)),
        "edits": (Edit(0, "texte"), Edit(1, 12), Edit(2, 1.5), Edit(3, "2023-11-05", is_day=True)),
    }
    return Job(**{**values, **changes})


def test_it_comes_back_as_it_went():
    assert loads(dumps(job())) == job()


def test_without_an_original_too():
    assert loads(dumps(job(original=None, marks=(), edits=()))) == job(original=None, marks=(), edits=())


def test_there_is_one_mark_a_finding_in_the_same_order():
    sent = job()
    assert [(mark.feuille, mark.cellule) for mark in sent.marks] == [
        ("Identification", "B4"),
        ("Identification", "B7"),
        ("Aller-vers", "I2"),
        ("Notes", None),
    ]
    assert [mark.is_withheld for mark in sent.marks] == [True, False, False, False]


def test_half_a_character_does_not_stop_a_job():
    sent = job(original="/tmp/\ud800.xlsx")
    assert loads(dumps(sent)).document == sent.document
