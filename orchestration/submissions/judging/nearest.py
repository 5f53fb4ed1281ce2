"""Which known word was meant: the one that is clearly nearest to what was written, or none.

Belongs here: comparing words, and how near is near. Does not belong here: which words there are to choose from
(`suggestions`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from contracts.keys import key

_CHARACTERS_A_MISTAKE = 4
"""One mistake is allowed for so many characters: none in `CAF`, one in `Apec`, two in `Mobilité` …"""
_MOST_MISTAKES = 3
_LEAD = 2
"""The next word must be so many mistakes farther away."""
_SHORTEST_PART = 4
"""A word of so many characters may stand for the whole of which it is a part: `Préfecture`."""
_LONGEST = 120
"""Longer texts are no words that somebody mistyped."""

_TOKEN = re.compile(r"[^\W_]+")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is clearly nearest to the word; None where none is near, or several are."""
    return nearest_of(word, {candidate: candidate for candidate in candidates})


def nearest_of(word: str, answers: Mapping[str, str]) -> str | None:
    """The answer of the spelling that is clearly nearest; several spellings may have the same answer.

    Spellings are compared by their key (case, accents, spaces aside). Where no spelling is near, the one that is a part of
    the word, or that the word is a part of, is meant if it is alone.
    """
    return _nearest(word, tuple(answers.items())) if word and len(word) <= _LONGEST else None


@lru_cache(maxsize=512)
def _nearest(word: str, answers: tuple[tuple[str, str], ...]) -> str | None:
    same = {answer for spelling, answer in answers if key(spelling) == key(word)}
    if same:
        return same.pop() if len(same) == 1 else None
    mistyped, part = _by_mistakes(word, answers), _by_parts(word, answers)
    return (mistyped or part) if None in (mistyped, part) or mistyped == part else None


def _by_mistakes(word: str, answers: tuple[tuple[str, str], ...]) -> str | None:
    """The answer that is fewest mistakes away, and far fewer than the next."""
    typed = key(word)
    most = _allowed(typed, typed) + _LEAD
    ranked = sorted((mistakes(typed, key(spelling), most), answer, spelling) for spelling, answer in answers)
    if not ranked:
        return None
    count, first, spelling = ranked[0]
    next_one = next((farther for farther, answer, _ in ranked if answer != first), most + _LEAD)
    is_near = count <= _allowed(typed, key(spelling)) and _is_near_word_by_word(word, spelling)
    return first if is_near and next_one - count >= _LEAD else None


def _allowed(typed: str, meant: str) -> int:
    return min(min(len(typed), len(meant)) // _CHARACTERS_A_MISTAKE, _MOST_MISTAKES)


def _is_near_word_by_word(one: str, other: str) -> bool:
    """`Nantes Métropole` is not `Rennes Métropole`: what is long and the same does not count for the rest."""
    mine, theirs = _words(one), _words(other)
    if len(mine) != len(theirs):
        return True
    pairs = zip(mine, theirs, strict=True)
    return all(mistakes(my, their, _MOST_MISTAKES) <= max(1, _allowed(my, their)) for my, their in pairs)


def mistakes(typed: str, meant: str, most: int) -> int:
    """How many letters were left out, added, replaced or exchanged with the next; `most` + 1 where it is more."""
    mine, theirs = _letters(typed), _letters(meant)
    # each mistake puts at most one letter right: most words are told apart without comparing them
    if max(len(mine - theirs), len(theirs - mine)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for line, letter in enumerate(typed, start=1):
        last, before, row = before, row, [line]
        for column, other in enumerate(meant, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != other))
            if line > 1 and column > 1 and letter == meant[column - 2] and typed[line - 2] == other:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


@lru_cache(maxsize=4_096)
def _letters(word: str) -> frozenset[str]:
    """The letters of a word, the first, the second … of each told apart."""
    return frozenset(f"{letter}{word.count(letter, 0, place)}" for place, letter in enumerate(word))


def _by_parts(word: str, answers: tuple[tuple[str, str], ...]) -> str | None:
    """The only answer of which the word is a part, or that is a part of it, in whole words."""
    typed = _spaced(word)
    found = {answer for spelling, answer in answers if _is_part(typed, _spaced(spelling))}
    return found.pop() if len(found) == 1 else None


def _spaced(text: str) -> str:
    """The words of a text, each between spaces."""
    return f" {' '.join(_words(text))} "


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[str, ...]:
    """The keys of the words of a text, singular and plural alike."""
    keys = (key(token) for token in _TOKEN.findall(text))
    return tuple(f"{word[:-3]}al" if word.endswith("aux") else word.rstrip("sx") for word in keys)


def _is_part(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) - 2 >= _SHORTEST_PART and shorter in longer


def one_mistake_away(identifier: str, candidates: Collection[str], alphabet: str) -> str | None:
    """The only candidate that an identifier misses by one mistake: a sign wrong, left out, added, or exchanged.

    Takes no longer where there are many candidates, if they are a set.
    """
    if len(identifier) > _LONGEST:
        return None
    found = {variant for variant in _variants(identifier, alphabet) if variant in candidates} - {identifier}
    return found.pop() if len(found) == 1 else None


def _variants(text: str, alphabet: str) -> Iterator[str]:
    for place in range(len(text) + 1):
        start, end = text[:place], text[place:]
        yield from (start + sign + end for sign in alphabet)
        if end:
            yield start + end[1:]
            yield from (start + sign + end[1:] for sign in alphabet)
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:]
