"""Why a file is refused before it is read (rule S01).

Belongs here: the reasons. Does not belong here: their wording, which is the contract's, and finding them.
"""

from __future__ import annotations

import csv
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, get_args
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from python_calamine import CalamineError

Reason = Literal[
    "contenu",
    "excel_ancien",
    "chiffre",
    "tronque",
    "macros",
    "modele",
    "binaire",
    "sans_csv",
    "classeur_archive",
    "numbers",
    "taille",
    "decompression",
    "ratio",
    "dimensions",
    "etendue",
    "entites",
    "chemins",
    "encodage",
    "ressources",
    "illisible",
]
REASONS: tuple[Reason, ...] = get_args(Reason)

DAMAGE: tuple[type[Exception], ...] = (
    CalamineError,
    BadZipFile,
    ExpatError,
    zlib.error,
    csv.Error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    OverflowError,
    NotImplementedError,
)
"""What damaged or hostile bytes make parsers raise."""


class Refused(Exception):
    """The file cannot be read safely. `reason` is a code of `REASONS`; `detail` says what was found where."""

    def __init__(self, reason: Reason, **detail: Any) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.detail = detail


@contextmanager
def damage_refused(reason: Reason, **detail: Any) -> Iterator[None]:
    """Turn what damaged or hostile bytes make parsers raise into a refusal. MemoryError passes."""
    try:
        yield
    except DAMAGE as error:
        raise Refused(reason, **detail) from error
