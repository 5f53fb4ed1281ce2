"""What a person meant by what they typed: a table, a column, a cité, a territory, a quarter.

Belongs here: comparing what was typed with what exists, and asking « did you mean » where it is near. One meaning is taken,
several are asked about, none is guessed. Does not belong here: reading a return, whose shapes the contract fixes
(`submissions.reading`), or the words of its findings (`submissions.judging.nearest`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from contracts.keys import key
from contracts.quarters import parse_quarter
from orchestration.errors import UsageError

Choices = Mapping[str, Iterable[str]]
"""What exists, by its name; with each the other words by which people know it (a label, a title)."""

_NEAR = 0.75
"""How alike two words are for the one to be asked about: `roubiax` and `roubaix` are 0.86, `nantes` and `rennes` 0.67."""
_AS_NEAR = 0.1
_SAME_DIGITS = 0.9
"""Codes differ by their digits: `2022-T1` is not a mistyped `2022-T2`, nor `r0009` a mistyped `r0001`."""
_ASKED = 3
_LISTED = 12
_SHORTEST_WORD = 4
_NO_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"(?P<kind>[a-z]*)0*(?P<number>\d+)")
_QUARTERS = (
    re.compile(r"(?P<year>\d{4})[tq](?:rim(?:estre)?)?(?P<number>[1-4])"),
    re.compile(r"[tq](?:rim(?:estre)?)?(?P<number>[1-4])(?P<year>\d{4})"),
    re.compile(r"(?P<number>[1-4])(?:er|e|eme|ᵉʳ|ᵉ)?[tq](?:rim(?:estre)?)?(?P<year>\d{4})"),
)


def quarter_meant(text: str) -> str | None:
    """`AAAA-Tn` of `T4 2023`, `2023T4`, `4T2023`, `2023 Q4`, `4ᵉ trimestre 2023` … ; None where it is no quarter."""
    found = next((match for shape in _QUARTERS if (match := shape.fullmatch(key(text)))), None)
    return parse_quarter(f"{found['year']}-T{found['number']}") if found else None


def meanings(text: str, choices: Choices, parts: bool = False) -> list[str]:
    """All that the text is a spelling of: a name, a label, both together; with `parts`, else whole words of a label.

    `CDE 1` is `cde-001`; case, accents, spaces, hyphens and apostrophes do not count.
    """
    typed = _plain(text)
    exact = [name for name, labels in choices.items() if typed in map(_plain, _spellings(name, labels))]
    if exact or not parts or not typed:
        return exact
    return [
        name for name, labels in choices.items() if any(_is_part(text, label) for label in (name, *labels))
    ]


def the_one_meant(text: str, choices: Choices, problem: str, parts: bool = False) -> str:
    """The only meaning. Raises UsageError: `problem`, then what is near and what exists; or the meanings, where several are."""
    found = meanings(text, choices, parts)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text!r} may be {_told(found, choices)}: say which")
    raise UsageError(unknown(text, choices, problem))


def unknown(text: str, choices: Choices, problem: str) -> str:
    """`problem`; did you mean A or B? there are: …."""
    near, names = nearest_to(text, choices), list(choices)
    asked = f" did you mean {' or '.join(_called(name, choices) for name in near)}?" if near else ""
    more = f" and {len(names) - _LISTED} more" if len(names) > 2 * _LISTED else ""
    listed = ", ".join(names[:_LISTED] if more else names) + more
    return f"{problem};{asked} there are: {listed or 'none'}"


def nearest_to(text: str, choices: Choices) -> list[str]:
    """What was perhaps meant, likeliest first; nothing where more than three are as near."""
    ranked = sorted((-_likeness(text, name, labels), name) for name, labels in choices.items())
    near = [name for likeness, name in ranked if -likeness >= max(_NEAR, -ranked[0][0] - _AS_NEAR)]
    return near if len(near) <= _ASKED else []


def _likeness(text: str, name: str, labels: Iterable[str]) -> float:
    """Between 0 and 1, of the nearest spelling or word of it; a spelling that holds the text in whole words is near."""
    spellings = list(_spellings(name, labels))
    if any(_is_part(text, spelling) for spelling in spellings):
        return 1.0
    words = [word for spelling in spellings for word in _WORD.findall(spelling.replace("_", " "))]
    words = [word for word in words if len(word) >= _SHORTEST_WORD]
    return max(_alike(key(text), key(each)) for each in (*spellings, *words))


def _alike(typed: str, other: str) -> float:
    mine, theirs = (_NO_DIGIT.sub("", each) for each in (typed, other))
    if SequenceMatcher(None, mine, theirs).ratio() < _SAME_DIGITS:
        return 0.0
    return SequenceMatcher(None, typed, other).ratio()


def _spellings(name: str, labels: Iterable[str]) -> Iterable[str]:
    """As people type it and as commands and pages print it."""
    yield name
    for label in labels:
        yield from (label, f"{name} {label}", f"{label} ({name})")


def _plain(text: str) -> str:
    """The key, numbers without the zeros before them: `cde-001` and `CDE 1` are one."""
    found = _NUMBERED.fullmatch(key(text))
    return f"{found['kind']}{found['number']}" if found else key(text)


def _is_part(text: str, whole: str) -> bool:
    typed = _spaced(text)
    return bool(typed.strip()) and typed in _spaced(whole)


def _spaced(text: str) -> str:
    return f" {' '.join(map(key, _WORD.findall(text)))} "


def _told(names: list[str], choices: Choices) -> str:
    shown = ", ".join(_called(name, choices) for name in names[:_LISTED])
    return shown + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def _called(name: str, choices: Choices) -> str:
    label = next(iter(choices[name]), None)
    return f"{name} ({label})" if label and key(label) != key(name) else name
