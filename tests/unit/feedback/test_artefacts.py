"""What a cité gets back for a file, and for a batch: which files, where, and that one file costs the others nothing."""

import datetime

import pytest

from orchestration.feedback import artefacts as room
from orchestration.feedback.artefacts import Subject, artefacts, feedback_files, write_all
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book
from tests.unit.feedback.html import Page
from tests.unit.feedback.returning import opened

AV, GOUV, SYN = "aller_vers", "gouvernance", "synthese"
DAY = datetime.date(2024, 2, 1)


def judged(book, container="xlsx"):
    content = make(book, container) if not isinstance(book, bytes) else book
    return content, judge_book(content)


def rejected():
    return valid_return().set(AV, column="femmes", value=14)


@pytest.fixture
def subject(tmp_path):
    def make_subject(book, number=0, **more):
        content, judgement = judged(book)
        judgement.empreinte = f"{number:064x}"
        path = tmp_path / f"{number}"
        path.write_bytes(content)
        return Subject(judgement, path, **more)

    return make_subject


def test_a_rejected_return_gets_its_workbook_and_a_page():
    files = artefacts(*judged(rejected()), CONTRACT, None, False, DAY)
    assert sorted(files) == ["a-corriger.html", "retour-annote.xlsx"]
    assert opened(files["retour-annote.xlsx"])["Aller-vers"]["I2"].comment is not None
    assert Page(files["a-corriger.html"]).texts("h1") == ["Votre remontée est à corriger"]


def test_where_something_can_be_proposed_it_gets_a_repaired_copy_too():
    files = artefacts(*judged(valid_return().set(SYN, column="partenaires", value=9)), CONTRACT, day=DAY)
    assert sorted(files) == ["a-corriger.html", "corrections-proposees.xlsx", "retour-annote.xlsx"]
    assert "corrections-proposees.xlsx" in Page(files["a-corriger.html"]).texts("strong")
    assert opened(files["corrections-proposees.xlsx"])["Synthèse"]["B2"].value == 3
    assert opened(files["retour-annote.xlsx"])["Synthèse"]["B2"].value == 9


def test_an_accepted_return_gets_a_receipt_only():
    files = artefacts(*judged(valid_return()), CONTRACT, None, False, DAY)
    assert list(files) == ["recu.html"]


def test_the_version_that_it_replaces_is_on_the_receipt():
    content, judgement = judged(valid_return())
    previous = {"empreinte": "cd" * 32, "synthese": judgement.synthese}
    receipt = Page(artefacts(content, judgement, CONTRACT, previous, False, DAY)["recu.html"])
    assert "cd" * 32 in receipt.texts("td")


def test_a_file_that_cannot_be_read_gets_a_workbook_with_its_front_sheet():
    files = artefacts(*judged(b"nothing"), CONTRACT, None, False, DAY)
    assert opened(files["retour-annote.xlsx"]).sheetnames == ["À corriger"]
    assert Page(files["a-corriger.html"]).texts("h3") == ["Le fichier ne peut pas être lu"]


@pytest.mark.parametrize(
    ("book", "container", "said"),
    [
        (rejected(), "xlsx", "c'est votre fichier"),
        (rejected(), "ods", "il contient les valeurs de votre fichier"),
        (rejected(), "zip", "il contient les valeurs de votre fichier"),
        (b"nothing", "xlsx", "il contient la même liste que cette page"),
    ],
)
def test_the_page_says_what_the_workbook_really_is(book, container, said):
    files = artefacts(*judged(book, container), CONTRACT, day=DAY)
    page = Page(files["a-corriger.html"])
    [sentence] = [text for text in page.texts("p") if "retour-annote.xlsx" in text]
    assert said in sentence
    sheet = {
        str(row[0].value).replace("\u00a0", " ")
        for row in opened(files["retour-annote.xlsx"]).worksheets[0].iter_rows()
    }
    assert {f"{number}. {step}" for number, step in enumerate(page.texts("li"), start=1)} <= sheet


def test_a_rejected_correction_is_told_that_the_version_before_goes_on_counting():
    previous = {"empreinte": "cd" * 32, "recue_le": "2024-01-15T10:00:00.000000+00:00", "synthese": {}}
    files = artefacts(*judged(rejected()), CONTRACT, previous, False, DAY)
    told = "La version reçue le 15/01/2024 reste en vigueur en attendant."
    assert told in Page(files["a-corriger.html"]).all("main")[0].text
    sheet = [
        str(row[0].value).replace("\u00a0", " ")
        for row in opened(files["retour-annote.xlsx"]).worksheets[0].iter_rows()
    ]
    assert any(told in text for text in sheet)


@pytest.mark.parametrize(
    "book", [valid_return(), rejected(), valid_return().set(SYN, column="partenaires", value=9)]
)
def test_everything_of_a_demonstration_is_called_fictitious(book):
    for name, data in artefacts(*judged(book), CONTRACT, None, True, DAY).items():
        if name.endswith(".html"):
            assert Page(data).texts("p")[0].startswith("DONNÉES FICTIVES")
        else:
            first = opened(data).worksheets[0]["A1"].value
            assert first.startswith("DONNÉES FICTIVES")


def test_the_same_file_gets_the_same_bytes():
    content, judgement = judged(valid_return().set(SYN, column="partenaires", value=9))
    once, again = (artefacts(content, judgement, CONTRACT, None, False, DAY) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("book", "folder"),
    [
        (rejected(), "2023-T4/cde-001"),
        (valid_return(code_cite="cde-999"), "inconnu/inconnue"),
        (valid_return(trimestre="hiver"), "inconnu/inconnue"),
        (valid_return(nom_cite="Autre nom"), "inconnu/inconnue"),
        (b"", "inconnu/inconnue"),
    ],
)
def test_feedback_is_kept_beside_the_report(book, folder):
    _, judgement = judged(book)
    assert judgement.place(CONTRACT.submission) == f"{folder}/{judgement.empreinte}"


def test_a_batch_comes_in_order_each_file_in_its_own_folder(subject):
    subjects = [subject(rejected(), 1), subject(valid_return(), 2), subject(b"x", 3)]
    subjects.append(subject(valid_return().set(SYN, column="partenaires", value=9), 4))
    keys = [key for key, _ in feedback_files(subjects, CONTRACT, demo=False, day=DAY)]
    known, unknown = "2023-T4/cde-001", "inconnu/inconnue"
    assert keys == [
        f"{known}/{1:064x}/retour-annote.xlsx",
        f"{known}/{1:064x}/a-corriger.html",
        f"{known}/{2:064x}/recu.html",
        f"{unknown}/{3:064x}/retour-annote.xlsx",
        f"{unknown}/{3:064x}/a-corriger.html",
        f"{known}/{4:064x}/retour-annote.xlsx",
        f"{known}/{4:064x}/corrections-proposees.xlsx",
        f"{known}/{4:064x}/a-corriger.html",
    ]


def test_what_comes_out_of_a_batch_is_what_a_file_gets_alone(subject):
    subjects = [subject(rejected(), 1), subject(valid_return(), 2)]
    together = dict(feedback_files(subjects, CONTRACT, demo=False, day=DAY))
    for one in subjects:
        alone = artefacts(one.original.read_bytes(), one.judgement, CONTRACT, None, False, DAY)
        assert {
            name: together[f"{one.judgement.place(CONTRACT.submission)}/{name}"] for name in alone
        } == alone


def test_how_far_it_is_is_told(subject):
    told, written = [], []
    write_all(
        [subject(rejected(), 1), subject(valid_return(), 2)],
        CONTRACT,
        written.extend,
        demo=False,
        day=DAY,
        tell=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (2, 2)]
    assert len(written) == 3


def test_nothing_to_give_back_writes_nothing():
    write_all([], CONTRACT, lambda items: pytest.fail("nothing was asked for"), demo=False, day=DAY)


def test_accepted_returns_alone_start_no_worker(subject, monkeypatch):
    monkeypatch.setattr(room, "Workbooks", lambda size: pytest.fail("a worker was started"))
    files = dict(feedback_files([subject(valid_return(), 1)], CONTRACT, demo=False, day=DAY))
    assert [name.rpartition("/")[2] for name in files] == ["recu.html"]


def test_a_workbook_that_cannot_be_made_leaves_the_page(subject, monkeypatch):
    class NoWorkbooks(room.Workbooks):
        def make(self, jobs):
            return (None for _ in jobs)

    monkeypatch.setattr(room, "Workbooks", NoWorkbooks)
    subjects = [subject(valid_return().set(SYN, column="partenaires", value=9), 1), subject(rejected(), 2)]
    files = dict(feedback_files(subjects, CONTRACT, demo=False, day=DAY))
    assert [name.rpartition("/")[2] for name in files] == ["a-corriger.html"] * 2
    for data in files.values():
        assert "xlsx" not in " ".join(Page(data).texts("strong"))


def test_what_the_storage_says_is_raised(subject):
    def refuse(items):
        raise OSError("no room left")

    with pytest.raises(OSError, match="no room"):
        write_all([subject(rejected(), 1)], CONTRACT, refuse, demo=False, day=DAY)


def test_a_superseded_return_is_told_so(subject):
    one = subject(valid_return(), 1, standing="superseded")
    [(_, data)] = feedback_files([one], CONTRACT, demo=False, day=DAY)
    assert "une version reçue plus tard compte à sa place" in Page(data).all("main")[0].text
