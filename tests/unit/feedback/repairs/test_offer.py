"""A repaired copy shows every change before and after, and what is left to do."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from orchestration.feedback.repairs.offer import SHEET, offer
from orchestration.feedback.repairs.rounds import repairs
from orchestration.feedback.workbook.making import make as make_workbook
from orchestration.feedback.workbook.marking import AUTHOR
from orchestration.template import find_cite, write_template
from tests.making.files import CONTAINERS, make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, judge_book
from tests.rules.reading import read
from tests.unit.feedback import looks
from tests.unit.feedback.returning import GREEN, RED, opened
from tests.unit.template.filling import fill_in

AV, AI, GOUV, SYN = "aller_vers", "actions_innovantes", "gouvernance", "synthese"


@pytest.fixture
def offered(tmp_path: Path):
    """The job of a return's repaired copy and the workbook."""

    def make_offer(book, container="xlsx", demo=False):
        content = book if isinstance(book, bytes) else make(book, container)
        path = tmp_path / "sent"
        path.write_bytes(content)
        judgement = judge_book(content)
        [repair] = repairs([judgement], [read(content, CONTRACT)], CONTRACT, TODAY)
        job = offer(repair, judgement, str(path), CONTRACT, demo=demo)
        return job, make_workbook(job, CONTRACT)

    return make_offer


def repairable():
    book = valid_return().set(AV, column="modalite", value="Forumm").set(SYN, column="partenaires", value=97)
    book.set(AV, column="date_debut", value="5 novembre 2023", row=1).set(
        AV, column="date_fin", value=None, row=1
    )
    return book.set(GOUV, column="structures_presentes", value="8 structures")


def plain(text):
    return text.replace("\u00a0", " ")


def rows(page):
    return [tuple(cell.value for cell in row[:3]) for row in page.iter_rows() if row[0].hyperlink is not None]


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_change_is_listed_before_and_after(offered, container):
    workbook = opened(offered(repairable(), container)[1])
    assert workbook.sheetnames[0] == SHEET
    listed = [(plain(place).split(",")[0], *rest) for place, *rest in rows(workbook[SHEET])]
    assert listed == [
        ("Gouvernance", "8 structures", "8"),
        ("Aller-vers", "Forumm", "Forum ou salon de l'emploi"),
        ("Aller-vers", "5 novembre 2023", "05/11/2023"),
        ("Synthèse", "97", "3"),
    ]


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_repaired_copy_passes_and_repairing_it_again_changes_nothing(offered, container):
    data = offered(repairable(), container)[1]
    again = judge_book(data)
    assert (again.verdict, [one.regle for one in again.constats]) == ("acceptee", ["S07"])
    [repair] = repairs([again], [read(data, CONTRACT)], CONTRACT, TODAY)
    assert repair.proposals == []


def test_nothing_else_is_changed(offered):
    book = repairable()
    before, after = opened(make(book)), opened(offered(book)[1])
    changed = [
        (page.title, cell.coordinate)
        for page in before.worksheets
        for row in page.iter_rows()
        for cell in row
        if after[page.title][cell.coordinate].value != cell.value
    ]
    assert changed == [("Gouvernance", "D2"), ("Aller-vers", "C2"), ("Aller-vers", "E3"), ("Synthèse", "B2")]


def test_changed_cells_are_green_with_a_note(offered):
    cell = opened(offered(repairable())[1])["Aller-vers"]["C2"]
    assert (cell.fill.fgColor.rgb, cell.comment.author) == (GREEN, AUTHOR)
    assert plain(cell.comment.text).splitlines()[1:3] == [
        "Avant : Forumm",
        "Après : Forum ou salon de l'emploi",
    ]


def test_a_date_is_written_as_a_date(offered):
    cell = opened(offered(repairable())[1])["Aller-vers"]["E3"]
    assert (cell.is_date, cell.value.date().isoformat(), cell.number_format) == (
        True,
        "2023-11-05",
        "dd/mm/yyyy",
    )


def test_the_original_is_left_as_it_was(offered, tmp_path):
    book = repairable()
    offered(book)
    assert opened((tmp_path / "sent").read_bytes())["Aller-vers"]["C2"].value == "Forumm"


def test_what_is_left_to_do_is_listed_and_marked_too(offered):
    book = repairable().set(AI, column="femmes", value=8)
    job, data = offered(book)
    assert [section.title for section in job.document.sections] == ["Ce qui change", "À corriger"]
    workbook = opened(data)
    assert workbook["Actions innovantes"]["K2"].fill.fgColor.rgb == RED
    assert rows(workbook[SHEET])[-1] == ("Actions innovantes, K2", "12", None)


@pytest.mark.parametrize(
    ("book", "verdict"),
    [
        (
            valid_return().set(SYN, column="partenaires", value=97),
            "1 correction est proposée dans cette copie. Avec elle, le contrôle ne trouve plus rien à corriger.",
        ),
        (
            repairable(),
            "4 corrections sont proposées dans cette copie. Avec elles, le contrôle ne trouve plus rien à corriger.",
        ),
        (
            valid_return(validee_etat="non").set(SYN, column="partenaires", value=97),
            "1 correction est proposée dans cette copie. Il reste 1 correction à faire vous-même : la liste est plus bas.",
        ),
    ],
)
def test_it_says_whether_anything_is_left(offered, book, verdict):
    assert plain(offered(book)[0].document.verdict) == verdict


def test_it_says_that_nothing_counts_before_it_is_sent(offered):
    steps = [plain(step) for step in offered(repairable())[0].document.steps]
    assert steps[-1].endswith("Rien n'est pris en compte avant votre envoi.")


def test_a_demonstration_is_called_fictitious(offered):
    assert offered(repairable(), demo=True)[0].document.notices[0].startswith("DONNÉES FICTIVES")


def test_a_repaired_copy_that_comes_back_is_given_back_clean(offered):
    from tests.unit.feedback.returning import give_back

    returned = give_back(offered(repairable().set(AI, column="femmes", value=8))[1])
    assert returned.workbook.sheetnames[:2] == ["À corriger", "Identification"]
    assert returned.marked().keys() == {("Actions innovantes", "K2")}
    assert returned.workbook["Aller-vers"]["C2"].fill.fill_type is None


SAID = "La formule de cette cellule est remplacée par cette valeur : elle ne se recalcule plus."


def with_formula(formula):
    workbook = openpyxl.load_workbook(
        io.BytesIO(make(valid_return().set(SYN, column="partenaires", value=97)))
    )
    workbook["Synthèse"]["B2"].value = formula
    buffer = io.BytesIO()
    workbook.save(buffer)
    # what the formula had given stands behind it, as in every file that an office suite has saved
    return rewritten(buffer.getvalue(), "sheet6.xml", "<v></v>", "<v>97</v>")


def rewritten(data, part, old, new):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name.endswith(part):
                assert old.encode() in text or b"<v />" in text
                text = text.replace(b"<v />", new.encode()).replace(old.encode(), new.encode())
            after.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("formula", ["=90+7", ArrayFormula("B2", "=SUM({90,7})")], ids=["plain", "array"])
def test_a_formula_that_is_replaced_is_told(offered, formula):
    workbook = opened(offered(with_formula(formula))[1])
    [row] = [one for one in workbook[SHEET].iter_rows() if one[0].hyperlink is not None]
    assert [plain(str(cell.value)) for cell in row[1:3]] == ["97", "3"]
    assert plain(row[4].value).endswith(SAID)
    cell = workbook["Synthèse"]["B2"]
    assert (cell.value, cell.data_type) == (3, "n")
    assert plain(cell.comment.text).endswith(SAID)


def test_where_there_was_none_nothing_is_said_of_formulas(offered):
    workbook = opened(offered(repairable())[1])
    assert not any(SAID[:10] in plain(str(cell.value)) for row in workbook[SHEET].iter_rows() for cell in row)
    assert not any("formule" in cell.comment.text for cell in (workbook["Synthèse"]["B2"],))


def test_beside_the_changed_cells_a_filled_in_template_stays_as_it_was(offered):
    cite = find_cite(CONTRACT, "cde-001")
    sent = fill_in(write_template(CONTRACT, cite, "2023-T4"), repairable())
    before, after = opened(sent), opened(offered(sent)[1])
    del after[SHEET]
    changed = {("Gouvernance", "D6"), ("Aller-vers", "C6"), ("Aller-vers", "E7"), ("Synthèse", "B6")}
    was, is_now = looks.cells(before), looks.cells(after)
    assert {place for place in was | is_now if was.get(place) != is_now.get(place)} == changed
    assert looks.sheets(after) == looks.sheets(before)
