"""E-mail addresses in a plain text, also where their signs are spelt out to mislead machines.

| found | not found |
|---|---|
| `a.b@c.fr`, `a.b @ c.fr`, `a.b@c,fr` | `contact@`, `suivez-nous sur @cite.emploi` |
| `a.b(at)c.fr`, `a.b[@]c.fr`, `a.b arobase c point fr` | `Groupe (A) www.site.fr`, `Pas à pas @ l'emploi` |
| `a.b AT c dot fr` | `https://framaforms.org/inscription@2024.html` |

Belongs here: the signs and their spellings. Does not belong here: the other kinds of personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDINGS = (
    r"(?:gouv\.fr|asso\.fr|com|org|net|info|coop|pro|paris|bzh|alsace|corsica|app|dev|biz"
    r"|fr|eu|be|ch|lu|de|es|it|pt|uk|us|ca|ma|dz|tn|sn|re|gp|mq|gf|yt|nc|pf|pm|wf|io|me|co|tv)"
)
"""What an address ends in where its signs are spelt out: the generic ones, France, its overseas and its neighbours."""
_FILES = r"(?!html?\b|php\b|aspx?\b|jsp\b|pdf\b|png\b|jpe?g\b)"
_BRACKETED = r" ?[\[({<«] ?(?:@|at?|arobas(?:e)?|chez) ?[\])}>»] ?(?!www\.)"
_DOT = r"(?: ?\. ?| ?[\[({<] ?(?:\.|point|dot|pt) ?[\])}>] ?| (?:point|dot) |, ?)"
_LOCAL, _LABEL = r"[\w.+%'-]", r"[\w-]{1,63}"

_SHAPES = (
    rf"{_LOCAL}@(?:{_LABEL}\.){{1,6}}{_FILES}[^\W\d_]{{2,24}}",
    rf"{_LOCAL}(?:@ ?| @ |%40|&#64;|{_BRACKETED}| arobase? )(?:{_LABEL}{_DOT}){{1,6}}{_ENDINGS}(?!\w)",
    rf"{_LOCAL}@{_LABEL} {_ENDINGS}(?!\w)",
    rf"\w[._-]\w{{1,40}} @(?:{_LABEL}\.){{1,6}}{_ENDINGS}(?!\w)",
    rf"{_LOCAL}[ _-]at[ _-](?:{_LABEL}(?:\.| ?[\[(]?(?:point|dot)[\])]? ?)){{1,6}}{_ENDINGS}(?!\w)",
)
_ADDRESS = re.compile("|".join(_SHAPES))


def email_addresses(text: str) -> Iterator[str]:
    """Every address of a plain text, from the last letter before its @ on."""
    return (match[0] for match in _ADDRESS.finditer(text))
