"""Does a text hold personal data: an e-mail address, a phone number, a NIR, a birth date?

Belongs here: the question, and the NIR, which its own key tells. Does not belong here: the other kinds
(`email_addresses`, `phone_numbers`, `birth_dates`), which cells are free text (the contract), what becomes of a cell
that holds some (`withholding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from orchestration.submissions.reading.birth_dates import birth_dates
from orchestration.submissions.reading.email_addresses import email_addresses
from orchestration.submissions.reading.phone_numbers import phone_numbers
from orchestration.submissions.reading.plain_text import plain, with_capitals

EMAIL, PHONE, NIR, BIRTH = "courriel", "telephone", "nir", "naissance"
KINDS = (EMAIL, PHONE, NIR, BIRTH)
"""What there may be, in the order in which it is told; the contract words each."""

_SUSPECT = re.compile(
    r"[@＠﹫%&\[({<«\dnNaAdD](?:"
    r"(?<=[@＠﹫])|(?<=%)40|(?<=&)#64"
    r"|(?<=[\[({<«])\s?(?:[aA]|[cC]hez)|(?<=[aA])[rR][oO][bB][aA][sS]|(?<=[aA])(?<![^\W\d_].)[tT][ _-]"
    r"|(?<=\d)(?:[^\dA-Za-zÀ-ÿ\n]{0,4}+\d){7}"
    r"|(?<=[nN])(?<![^\W\d_].)[eéEÉ][^\n\d]{0,70}\d"
    r"|(?<=[nN])[aA][iI][sS]|(?<=[dD])\.? ?[dD]\.? ?[nN]|(?<=[aA])[nN][nN][iI][vV])"
)
"""What each of them has. It begins with one set of characters, so a whole column is passed in microseconds."""

_BETWEEN = r"[ ./_-]{0,3}"
_NIR = re.compile(
    rf"(?<!\d)([1-8](?:{_BETWEEN}\d){{4}}){_BETWEEN}(\d{_BETWEEN}\d|2 ?[ab])((?:{_BETWEEN}\d){{6}})"
    rf"{_BETWEEN}(?:\(?(?:cle|key) ?:? ?)?\(?(\d{_BETWEEN}\d)(?!\d)"
)


def personal_texts(texts: Sequence[str | None]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The positions of the texts that hold personal data, each with the kinds that it holds."""
    if not _SUSPECT.search("\n".join(filter(None, texts))):
        return
    for position, text in enumerate(texts):
        if text and (kinds := personal_data(text)):
            yield position, kinds


def personal_data(text: str) -> tuple[str, ...]:
    """The kinds of personal data that a normalised text holds, in the order of `KINDS`."""
    return tuple(dict.fromkeys(kind for kind, _ in _found(text)))


def personal_parts(text: str) -> tuple[str, ...]:
    """What gives a text away, as a plain keyboard has it (`plain`); of an address its last letter before the @, and the rest."""
    return tuple(part for _, part in _found(text))


def _found(text: str) -> Iterator[tuple[str, str]]:
    """Every kind with its parts, in the order of `KINDS`."""
    if not _SUSPECT.search(text):
        return
    bare = plain(text)
    yield from ((EMAIL, part) for part in email_addresses(bare))
    yield from ((PHONE, part) for part in phone_numbers(bare))
    yield from ((NIR, match[0]) for match in _NIR.finditer(bare) if _is_nir("".join(match.groups())))
    yield from ((BIRTH, part.lower()) for part in birth_dates(with_capitals(text)))


def _is_nir(written: str) -> bool:
    """Whether the last two of 15 characters are the key of those before; 2A and 2B count as 19 and 18."""
    number = re.sub(r"[ ./_-]", "", written)
    body, key = number[:-2].replace("2a", "19").replace("2b", "18"), number[-2:]
    return 97 - int(body) % 97 == int(key)
