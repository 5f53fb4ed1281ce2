"""Does a text hold personal data: an e-mail address, a phone number, a NIR, a birth date?

Belongs here: telling them from the other numbers and dates of a return. Does not belong here: which cells are
free text (the contract), what becomes of a cell that holds some (`withholding`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

EMAIL, PHONE, NIR, BIRTH = "courriel", "telephone", "nir", "naissance"
KINDS = (EMAIL, PHONE, NIR, BIRTH)
"""What there may be, in the order in which it is told; the contract words each."""

_SUSPECT = re.compile(
    r"[@＠﹫\[({\dnNaA](?:"
    r"(?<=[@＠﹫])"
    r"|(?<=[\[({])\s?[aA][tT]?\s?[\])}]|(?<=[aA])[rR][oO][bB][aA][sS][eE]"
    r"|(?<=\d)(?:[^\dA-Za-zÀ-ÿ\n]{0,4}+\d){7}"
    r"|(?<=[nN])(?<![^\W\d_].)[eéEÉ][^\n\d]{0,60}\d)"
)
"""What each of them has. It begins with one set of characters, so a whole column is passed in microseconds."""

_EMAIL = re.compile(
    r"[\w.+%'-](?:@ ?| @ | ?[\[({] ?(?:at?|arobase) ?[\])}] ?(?!www\.)| arobase )(?:[\w-]+\.)+[^\W\d_]{2,}"
)

_BETWEEN = r"[ ./_-]{0,3}"
"""What people put between groups of digits."""

# Groups are counted, and their separators are the same throughout: `01.02.2023 14h` is no number. Dots among spaces are
# taken only with a pair that no day, month, hour or minute has.
_PHONE = re.compile(
    rf"""(?<!\d)(?<!\d[.,])(?:
      (?:\+|00)\ ?(?:33|262|590|594|596){_BETWEEN}(?:\(0\)|0)?{_BETWEEN}[1-9](?:{_BETWEEN}\d){{8}}
    | 33[1-9]\d{{8}}                                                     # what a cell of numbers makes of +33
    | (?:0|\(0\)\ ?)[1-9](?P<pairs>[ ./_-]?|\ -\ |\.\ )\d\d(?:(?P=pairs)\d\d){{3}}
    | 0[1-9](?=(?:[ .]\d\d){{0,3}}[ .][6-9]\d)(?:[ .]\d\d){{4}}(?![ .]\d\d)
    | 0[1-9]\d\d(?P<threes>[ .])\d{{3}}(?P=threes)\d{{3}}
    | 0[1-9]\d\d(?P<four>[ .])\d\d(?P=four)\d\d(?P=four)\d\d
    | 0[1-9]\ (?:\d{{8}}|\d{{4}}\ \d{{4}}|\d{{3}}\ \d{{3}}\ \d\d|\d\d\ \d{{3}}\ \d{{3}})
    | 0[1-9]\d\ \d{{3}}\ \d\d\ \d\d
    | 0\ [1-9]\d\d\ \d{{3}}\ \d{{3}}
    )(?!\d)""",
    re.VERBOSE,
)

_NIR = re.compile(
    rf"(?<!\d)([1-8]){_BETWEEN}(\d\d){_BETWEEN}(\d\d){_BETWEEN}(\d\d|2[ab]){_BETWEEN}(\d{{3}}){_BETWEEN}(\d{{3}})"
    rf"{_BETWEEN}(?:cle ?:? ?)?(\d\d)(?!\d)"
)

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = (
    r"(?:janv(?:ier)?|fev(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)"
)
_YEAR = r"'?(?:\d{4}|\d\d)(?!\d)"
_THING = (
    r"\b(?:projet|action|activite|dispositif|partenariat|cooperation|convention|atelier|association|structure|initiative"
    r"|collectif|idee|demarche|forum|reseau|programme|evenement|rencontre|cite)s?(?: (?:est|sont|etait|etaient))? "
)
_AT = (
    r" (?:a|en|au|aux) (?!la (?:suite|demande)|partir|travers|l'(?:issue|initiative|occasion))"
    r"[^\d,;()]{2,40}?(?: \(\d[\dab]\d?\))?,? le "
)
# A day without its year is no birth date: `née le 8 mars` is said of an action too.
_BIRTH = re.compile(
    rf"(?P<thing>{_THING})?\bne(?:e|\(e\)|[.·•‧/-]e[.·•‧]?)?(?:s|\(s\))?(?:{_AT}| le ?:? ?| ?[:(] ?(?:le )?| )"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?"
    rf"(?:{_DAY} ?[ ./-] ?(?:0?[1-9]|1[0-2]) ?[ ./-] ?{_YEAR}|\d{{4}}-\d\d-\d\d"
    rf"|(?:{_DAY}(?:er)?|premier) ?{_MONTH}\.? ?{_YEAR})"
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
    yield from ((EMAIL, match[0]) for match in _EMAIL.finditer(bare))
    yield from ((PHONE, match[0]) for match in _PHONE.finditer(bare))
    yield from ((NIR, match[0]) for match in _NIR.finditer(bare) if _is_nir("".join(match.groups())))
    yield from ((BIRTH, match[0]) for match in _BIRTH.finditer(bare) if not match["thing"])


def _is_nir(number: str) -> bool:
    """Whether the last two of 15 characters are the key of those before; 2A and 2B count as 19 and 18."""
    body, key = number[:-2].replace("2a", "19").replace("2b", "18"), number[-2:]
    return 97 - int(body) % 97 == int(key)


def plain(text: str) -> str:
    """The text as a plain keyboard has it: lower case, no accents, nothing invisible, ASCII digits and dashes."""
    return "".join(map(_plain_character, unicodedata.normalize("NFKD", text))).lower()


@lru_cache(maxsize=1_024)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "-" if category == "Pd" or character == "−" else character
