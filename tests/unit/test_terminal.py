"""What a terminal shows of texts that others wrote."""

import pytest

from orchestration.terminal import safe, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [("rouge\x1b[31m\x07", "rouge·[31m·"), ("a\nb", "a\nb"), ("été — 12 %", "été — 12 %"), ("\x9b2J", "·2J")],
)
def test_nothing_steers_the_terminal(text, shown):
    assert safe(text) == shown


def test_cells_of_a_table_are_safe_and_aligned():
    assert table(("n", "x"), [("a\x1b", 1), (None, 22)], right=(1,)) == "n    x\n──  ──\na·   1\n    22"
