"""A name that somebody else chose is shown as it is: never a link, an element, a cell or a line of ours."""

import re

import pytest

from orchestration.schedule.markdown import plain


@pytest.mark.parametrize(
    "name",
    [
        "[click](javascript:alert(1)).xlsx",
        "![x](//evil.example/a.png).xlsx",
        "<img src=x onerror=alert(1)>.xlsx",
        "`code`.xlsx",
        "a | b | c.xlsx",
        "*bold* _it_ ~~gone~~ # title.xlsx",
        "&lt;script&gt;.xlsx",
    ],
)
def test_what_means_something_is_escaped(name):
    shown = plain(name)
    assert re.findall(r"(?<!\\)[`*_\[\]<>#|~!&]", shown) == []
    assert shown.replace("\\", "") == name


def test_a_name_stays_on_its_line():
    assert plain("a\n| b |\r\nc") == "a \\| b \\| c"
