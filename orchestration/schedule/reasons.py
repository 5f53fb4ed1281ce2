"""Why a file was rejected: in a few words, and finding by finding.

Belongs here: the words. Does not belong here: reading the report (`submissions.rejection`), the messages themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import wrap

from contracts.typography import typeset
from orchestration.feedback.personal_data import PERSONAL_DATA, cell_of, hidden_cells
from orchestration.plurals import counted
from orchestration.schedule.markdown import plain
from orchestration.submissions.findings import Finding

_TOLD = 10
_UNKNOWN = "unknown"


def rules(findings: Sequence[Finding] | None) -> str:
    """`R05 ×3, C02`: the rules by number of findings; `unknown` where the report is gone or damaged."""
    if findings is None:
        return _UNKNOWN
    met = Counter(finding.regle for finding in findings).most_common()
    return ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in met)


def told(findings: Sequence[Finding] | None, most: int = _TOLD, width: int = 0) -> str:
    """A list in Markdown: rule, place and sentence of the first `most` findings, how many more there are.

    Lines are broken after `width` characters, where it is given. Of a cell that holds personal data only that is told: what
    it holds is said nowhere.
    """
    if findings is None:
        return _UNKNOWN
    hidden = hidden_cells(findings)
    shown = [one for one in findings if one.regle == PERSONAL_DATA or cell_of(one) not in hidden]
    lines = [_broken(_line(finding), width) for finding in shown[:most]]
    more = len(shown) - most
    return "\n".join([*lines, f"- … et {counted(more, 'autre')}"] if more > 0 else lines)


def _line(finding: Finding) -> str:
    place = ", ".join(filter(None, (finding.feuille, finding.cellule or _row(finding))))
    where = f", {plain(place)}" if place else ""
    return typeset(f"- **{finding.regle}**{where} : {plain(finding.message)}")


def _broken(line: str, width: int) -> str:
    if not width:
        return line
    # only ordinary spaces: a no-break space stays one
    return "\\\n".join(
        wrap(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    )


def _row(finding: Finding) -> str | None:
    return f"ligne {finding.ligne}" if finding.ligne is not None else finding.colonne
