"""What we make opens in the programs that coordinators have, where they are installed here."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from orchestration.feedback.artefacts import artefacts
from tests.making.files import CONTAINERS, make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, judge_book
from tests.unit.feedback.returning import RED, opened

OFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed here")


@pytest.fixture(scope="module")
def returned():
    """What a cité gets back for a return with something of everything, container by container."""
    book = valid_return(etp_coordination=5).set("aller_vers", column="femmes", value=14)
    book.set("synthese", column="partenaires", value=97).drop_column("actions_innovantes", "frein")
    contents = {container: make(book, container) for container in CONTAINERS}
    return {
        container: artefacts(content, judge_book(content), CONTRACT, None, True, TODAY)
        for container, content in contents.items()
    }


def converted(folder: Path, data: bytes, kind: str) -> Path:
    """A workbook opened and saved by LibreOffice, with a profile of its own."""
    (folder / "sent.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [
            str(OFFICE),
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / "out"),
            str(folder / "sent.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return folder / "out" / f"sent.{kind.partition(':')[0]}"


@needs_office
@pytest.mark.parametrize("container", CONTAINERS)
def test_an_annotated_copy_saved_elsewhere_is_judged_the_same(returned, container, tmp_path):
    data = returned[container]["retour-annote.xlsx"]
    again = judge_book(converted(tmp_path, data, "xlsx").read_bytes())
    assert {(one.regle, one.feuille) for one in again.constats} == {
        (one.regle, one.feuille) for one in judge_book(data).constats
    }


@needs_office
@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_repaired_copy_saved_elsewhere_is_accepted_and_its_sheet_ignored(container, kind, tmp_path):
    book = valid_return().set("synthese", column="partenaires", value=97)
    book.set("aller_vers", column="modalite", value="Forumm").add_column("aller_vers", "Notes", {0: "=1+1"})
    content = make(book, container)
    files = artefacts(content, judge_book(content), CONTRACT, None, False, TODAY)
    sent_again = converted(tmp_path, files["corrections-proposees.xlsx"], kind).read_bytes()
    judgement = judge_book(sent_again)
    assert judgement.verdict == "acceptee"
    assert [(one.regle, one.feuille) for one in judgement.constats] == [
        ("S04", "Aller-vers"),
        ("S07", "Corrections proposées"),
    ]
    receipt = artefacts(sent_again, judgement, CONTRACT, None, False, TODAY)
    assert list(receipt) == ["recu.html"]


@needs_office
@pytest.mark.parametrize("name", ["retour-annote.xlsx", "corrections-proposees.xlsx"])
@pytest.mark.parametrize("container", CONTAINERS)
def test_every_workbook_opens_and_prints(returned, name, container, tmp_path):
    assert converted(tmp_path, returned[container][name], "pdf").read_bytes().startswith(b"%PDF")


@needs_office
def test_notes_colours_and_links_are_seen_by_another_program(returned, tmp_path):
    workbook = opened(converted(tmp_path, returned["xlsx"]["retour-annote.xlsx"], "xlsx").read_bytes())
    cell = workbook["Aller-vers"]["I2"]
    assert "femmes + hommes" in cell.comment.text
    assert cell.fill.fgColor.rgb == RED
    links = [row[0].hyperlink.location for row in workbook["À corriger"].iter_rows() if row[0].hyperlink]
    assert len(links) == 4


@needs_browser
@pytest.mark.parametrize("name", ["a-corriger.html", "recu.html"])
def test_a_page_prints_from_a_browser(returned, name, tmp_path):
    right = make(valid_return())
    pages = returned["xlsx"] | artefacts(right, judge_book(right), CONTRACT, None, True, TODAY)
    (tmp_path / name).write_bytes(pages[name])
    subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path}/profile",
            f"--print-to-pdf={tmp_path}/page.pdf",
            f"file://{tmp_path}/{name}",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
