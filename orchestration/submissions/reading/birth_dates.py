"""Birth dates in a text, told from the days on which things were born.

| found | not found, for |
|---|---|
| `née le 12/03/1990`, `Karim B., né à Lyon le 3 mars 85` | `projet né le 12/03/2021`: the word before |
| `DDN 12/03/1990`, `naissance : 12 mars 1990` | `Initiative des habitants, née le 12 mars 2009`: the same |
| `Yanis, né le 12/03/2019`: after a name | `Le bus, né le 5 octobre 2024`: too young, and no name |
| `Mme Sow née Diop le 12/03/1990` | `nés entre le … et le …`, `né en 1985`, `née le 8 mars`, `Ciné le …` |

Belongs here: the forms, and whose birth it is. Does not belong here: the other kinds of personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = (
    r"(?:janv(?:ier)?|fev(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)"
)
_YEAR = r"'?(?:\d{4}|\d\d)(?!\d)"
_DATE = (
    rf"(?:{_DAY} ?[ ./-] ?(?:0?[1-9]|1[0-2]) ?[ ./-] ?{_YEAR}|\d{{4}}-\d\d-\d\d"
    rf"|(?:{_DAY}(?:er)?|premier) ?{_MONTH}\.? ?{_YEAR})"
)
_AT = (
    r" (?:a|en|au|aux) (?!la (?:suite|demande)|partir|travers|l'(?:issue|initiative|occasion))"
    r"[^\d,;()]{2,40}?(?: \((?:\d[\dab]\d?|[^\d()]{2,30})\))?,? le "
)
_MAIDEN_NAME = r" (?-i:[A-Z])[\w'-]{1,30}(?: (?-i:[A-Z])[\w'-]{1,30})?,? le "
_BORN = r"\bne(?:e|\(e\)|[.·•‧/-]e[.·•‧]?)?(?:s|\(s\))?"
# A day without its year is no birth date: `née le 8 mars` is said of an action too.
_BIRTH = re.compile(
    rf"(?:{_BORN}(?:{_AT}|{_MAIDEN_NAME}| (?:le|un|(?:en date )?du) ?:? ?| ?[:(] ?(?:le )?| )"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?"
    rf"|(?P<label>\b(?:d\.? ?d\.? ?n\b|dates? de nais\w*|(?<!\ba la )naissances?\b|naiss?\b|anniversaire\b)\.?)"
    r"(?P<whose> d[eu'] ?[^\d:;,]{1,30})?(?: ?[:=(,-]){0,2} ?(?:le |du )?)"
    rf"{_DATE}(?! (?:ou|et) (?:apres|avant))",
    re.IGNORECASE,
)

_THING = re.compile(
    r"\b(?:projet|action|activite|dispositif|partenariat|cooperation|convention|atelier|association|structure|initiative"
    r"|collectif|idee|demarche|forum|reseau|programme|evenement|rencontre|cite|comite|groupe|club|cafe|bus|maison|espace|lieu"
    r"|plateforme|chantier|entreprise|cooperative|epicerie|ressourcerie|jardin|tiers-lieu|regie|federation|conseil|plan|pacte"
    r"|service|site|journal|festival|fete|permanence|antenne|union|alliance|operation|experimentation|mission)s?\b"
    r"(?P<more>[^.;:!?()\d]{0,60}?),? ?(?:(?:est|sont|etait|etaient|fut|a ete) )?\(?$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:m|mr|mme|mlle|madame|monsieur|mademoiselle|fils|fille|enfant|bebe|garcon|beneficiaire|participante?|stagiaire"
    r"|salariee?|demandeu\w+|habitante?|jumeaux|jumelles)s?\b[^;:!?]{0,40}$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?P<article>\b(?:[Ll][ea]s?|[Ll]'|[Dd]u|[Dd]es|[Uu]ne?|[Nn]os|[Nn]otre) ?)?\b[A-Z][\w'-]+\.?,? ?\(?$"
)
_CAPITAL = re.compile(r"\b[A-Z]")
_TOO_YOUNG = 2012
"""Who was born later was a child in the first collections: such a day is most often that of an action."""
_NEAR = 90


def birth_dates(text: str) -> Iterator[str]:
    """Every birth date of a plain text whose capitals were kept."""
    for match in _BIRTH.finditer(text):
        if (match["label"] and not match["whose"]) or _is_a_person_s(
            match[0], text[max(0, match.start() - _NEAR) : match.start()]
        ):
            yield match[0]


def _is_a_person_s(found: str, before: str) -> bool:
    """Whose birth it is, by the words before; of a late one something must say that it is a person's."""
    thing = _THING.search(before)
    if thing and not _CAPITAL.search(thing["more"]):
        return False
    if _year(found) < _TOO_YOUNG or _PERSON.search(before):
        return True
    name = None if thing else _NAME.search(before)
    return name is not None and not name["article"]


def _year(found: str) -> int:
    iso = re.search(r"(\d{4})-\d\d-\d\d$", found)
    year = int(iso[1] if iso else re.findall(r"\d+", found)[-1])
    return year if year > 99 else year + (2000 if year <= 30 else 1900)
