"""Workbooks are made in workers that may die: a workbook less, and nothing else is lost."""

import pytest

from orchestration.errors import StorageError
from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import corrections
from orchestration.feedback.job import Job
from orchestration.feedback.notes import marks
from orchestration.feedback.workbooks import Workbooks
from tests.making import spreadsheetml as xml
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book
from tests.unit.feedback.returning import opened

ROWS = '<row r="2"><c r="A2"><v>1</v></c></row>'


@pytest.fixture
def job(tmp_path):
    """Jobs of files, numbered."""

    def make_job(content=None, name="sent"):
        sent = content or make(valid_return().set("aller_vers", column="femmes", value=14))
        path = tmp_path / f"{name}{len(list(tmp_path.iterdir()))}"
        path.write_bytes(sent)
        judgement = judge_book(valid_return().set("aller_vers", column="femmes", value=14))
        return Job(
            str(path),
            corrections(judgement, CONTRACT, demo=False),
            marks(judgement.constats, causes(judgement.constats, CONTRACT)),
        )

    return make_job


def merged_without_end():
    """A workbook whose merged cells are more than any memory holds, for who makes a cell of each."""
    merge = '<mergeCells count="1"><mergeCell ref="B2:XFD1048576"/></mergeCells>'
    sheets = {"Aller-vers": xml.data(ROWS) + merge}
    return xml.workbook(sheets)


def linked_without_end():
    link = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    return xml.workbook({"Aller-vers": xml.data(ROWS) + link})


def test_workbooks_come_in_the_order_of_their_jobs(job):
    with Workbooks(2) as workbooks:
        made = list(workbooks.make([job(), Job(None, job().document), job()]))
    assert [opened(one.data).sheetnames[0] for one in made] == ["À corriger"] * 3
    assert [len(opened(one.data).sheetnames) for one in made] == [7, 1, 7]


@pytest.mark.parametrize(("container", "form"), [("xlsx", "copy"), ("ods", "values"), ("zip", "values")])
def test_it_is_told_whether_a_workbook_is_the_file_itself(job, container, form):
    sent = make(valid_return().set("aller_vers", column="femmes", value=14), container)
    with Workbooks(1) as workbooks:
        assert [one.form for one in workbooks.make([job(sent), Job(None, job().document)])] == [form, "list"]


def test_no_job_is_no_workbook():
    with Workbooks(1) as workbooks:
        assert list(workbooks.make([])) == []


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04"])
def test_a_file_that_cannot_be_opened_costs_its_own_workbook_only(job, content):
    with Workbooks(1) as workbooks:
        made = list(workbooks.make([job(), job(content), job()]))
    assert [one is None for one in made] == [False, True, False]


@pytest.mark.parametrize("hostile", [merged_without_end, linked_without_end])
def test_a_file_that_takes_too_much_costs_its_own_workbook_only(job, hostile):
    with Workbooks(1, seconds=3) as workbooks:
        made = list(workbooks.make([job(hostile()), job()]))
    assert [one is None for one in made] == [True, False]


def test_a_file_that_is_not_there_costs_its_own_workbook_only(job):
    gone = Job("/nowhere/at/all", job().document, job().marks)
    with Workbooks(1) as workbooks:
        made = list(workbooks.make([gone, job()]))
    assert [one is None for one in made] == [True, False]


def test_workers_that_do_not_start_cost_the_workbooks_only(job, monkeypatch):
    monkeypatch.setattr("orchestration.feedback.workbooks._MODULE", "orchestration.feedback.absent")
    with Workbooks(1) as workbooks:
        assert list(workbooks.make(job() for _ in range(5))) == [None] * 5


def test_nothing_is_left_behind(job, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "here"))
    (tmp_path / "here").mkdir()
    with Workbooks(1) as workbooks:
        list(workbooks.make([job(name="sent")]))
        [folder] = (tmp_path / "here").iterdir()
        assert list(folder.iterdir()) == []
    assert list((tmp_path / "here").iterdir()) == []


def test_what_goes_wrong_with_the_jobs_themselves_is_raised(job):
    def jobs():
        yield job()
        raise StorageError("the bucket is gone")

    with Workbooks(1) as workbooks, pytest.raises(StorageError, match="bucket is gone"):
        list(workbooks.make(jobs()))


def test_a_dimension_that_lies_is_not_believed(job):
    sent = xml.members_of(make(valid_return().set("aller_vers", column="femmes", value=14)))
    sheets = [name for name in sent if name.startswith("xl/worksheets/sheet")]
    for name in sheets:
        start = sent[name].index(b"<dimension")
        end = sent[name].index(b"/>", start) + 2
        sent[name] = sent[name][:start] + b'<dimension ref="A1:XFD1048576"/>' + sent[name][end:]
    with Workbooks(1) as workbooks:
        [made] = workbooks.make([job(xml.archive(sent))])
    assert opened(made.data)["Aller-vers"]["I2"].comment is not None
