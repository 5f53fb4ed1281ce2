"""What the UI tells of a judged batch: names, verdicts in French, sentences; nobody's text is taken for Markdown."""

import pytest

from contracts.loading import load_contract
from orchestration.assets.places import address
from orchestration.assets.showing import batch_summary, what_is_wrong
from orchestration.submissions.findings import Finding, Judgement

CITES = load_contract().reference.cites
WRONG = Finding("R05", "bloquant", "Aller-vers", 14, "femmes", "I14", "27", "27 en tout.")
ODD = Finding("Q03", "alerte", None, None, None, None, None, "Forte hausse.")


def judgement(*findings, cite="cde-001", quarter="2023-T4", file="a.xlsx"):
    return Judgement(file, "0" * 64, cite, quarter, quarter, list(findings))


def rows(*judgements, storage):
    return [line for line in batch_summary(judgements, storage, CITES).splitlines() if line.startswith("| ")][
        1:
    ]


def test_a_batch_is_told_cite_by_cite_rejected_ones_first(storage):
    found = rows(judgement(ODD), judgement(WRONG, WRONG, cite="cde-002", file="b.xlsx"), storage=storage)
    first, second = (CITES[code].name for code in ("cde-001", "cde-002"))
    assert found == [
        f"| {second} (cde-002) | 2023-T4 | ✘ rejetée | R05 ×2 | b.xlsx |",
        f"| {first} (cde-001) | 2023-T4 | ✔ acceptée | Q03 | a.xlsx |",
    ]


def test_a_file_of_nobody_known_has_its_line(storage):
    assert rows(judgement(WRONG, cite=None, quarter=None, file="x|<b>.xlsx"), storage=storage) == [
        r"| ? | ? | ✘ rejetée | R05 | x\|\<b\>.xlsx |"
    ]


def test_what_is_wrong_is_said_in_sentences_with_their_cell():
    told = what_is_wrong([judgement(ODD), judgement(WRONG, ODD)], CITES)
    name = CITES["cde-001"].name
    assert told == f"**{name} (cde-001), 2023-T4** (a.xlsx)\n\n- **R05**, Aller-vers, I14\u00a0: 27 en tout."


@pytest.mark.parametrize(("number", "more"), [(10, []), (12, ["and 2 more rejected files"])])
def test_a_batch_of_many_rejected_files_is_cut(number, more):
    told = what_is_wrong([judgement(WRONG, file=f"{n:02}.xlsx") for n in range(number)], CITES).split("\n\n")
    assert (told.count("- **R05**, Aller-vers, I14\u00a0: 27 en tout."), told[20:]) == (10, more)


def test_nothing_is_wrong_where_nothing_was_rejected():
    assert what_is_wrong([judgement(ODD)], CITES) == "nothing"


def test_a_page_of_a_folder_is_told_as_what_a_browser_opens(storage):
    path = storage.local_path("releases/r0001/page/index.html")
    assert address(storage, "releases/r0001/page/index.html").value == f"file://{path}"


@pytest.mark.s3
def test_a_page_of_a_bucket_is_told_by_its_uri(s3_url):
    from orchestration.storage.opening import open_storage

    assert address(open_storage(s3_url), "releases/r1/page/index.html").value == (
        f"{s3_url}/releases/r1/page/index.html"
    )
