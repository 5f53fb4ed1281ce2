"""The page for coordinators shows the template as it is: its pictures are there, small, and its words those of the sheets."""

import re
from pathlib import Path

from orchestration.template.guide_text import marks
from tests.making.shape import LABELS

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "fill-in-the-template.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_picture_is_there_described_and_light():
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", TEXT)
    assert len(pictures) == 4
    for description, place in pictures:
        data = (PAGE.parent / place).read_bytes()
        assert data.startswith(b"\x89PNG") and len(data) < 200_000, place
        assert len(description) > 20


def test_it_speaks_of_every_sheet():
    assert [label for label in LABELS.values() if label not in TEXT] == []


def test_it_explains_the_marks_that_the_guide_explains():
    # « Gris : déjà rempli, ou calculé » stands in a table of the page: the meaning is compared, not the sentence
    told = {role: meaning.replace("\u00a0", " ").split(" : ")[1] for role, (_, meaning) in marks().items()}
    assert told["required"].rstrip(".") in TEXT
    assert told["optional"].rstrip(".") in TEXT
    assert "déjà rempli" in told["given"] and "déjà rempli" in TEXT
