"""Days as French people type them; never month first.

Belongs here: texts that are dates. Does not belong here: date cells (`number_formats`, `plain_values`) and
quarters.
"""

from __future__ import annotations

import datetime
import re

_DAY = r"(?P<day>[0-9]{1,2})(?P<mark>[/.\-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_SHORT = r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{2})"
_ISO = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_HOUR, _SIXTIETH = r"(?:[01]?[0-9]|2[0-4])", r"[0-5][0-9]"
_CLOCK = (
    rf"{_HOUR}:{_SIXTIETH}(?::{_SIXTIETH}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?|{_HOUR} ?[hH](?: ?{_SIXTIETH})?"
)
_ZONE = rf"(?: ?(?:Z|[+-]{_HOUR}(?::?{_SIXTIETH})?))?"
_TIME = rf"(?:(?:[Tt]| (?:à )?)(?:{_CLOCK}){_ZONE})?"
_SHAPES = [re.compile(shape + _TIME) for shape in (_DAY, _SHORT, _ISO)]


def typed_date(text: str) -> datetime.date | None:
    """A normalised text as a day, a time behind it dropped; None where it is none.

    `JJ/MM/AAAA`, `JJ-MM-AAAA`, `JJ.MM.AAAA`, `JJ/MM/AA` (20AA) and `AAAA-MM-JJ` are days.
    """
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            year = int(match["year"])
            try:
                return datetime.date(
                    year if len(match["year"]) == 4 else 2000 + year, int(match["month"]), int(match["day"])
                )
            except ValueError:
                return None
    return None
