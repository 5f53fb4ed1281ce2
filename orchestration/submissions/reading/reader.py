"""One file: from bytes to a reading.

Belongs here: the order of the steps. Does not belong here: limits of time and memory (`worker`, `pool`).
"""

from __future__ import annotations

from contracts.model import Reference, Submission
from orchestration.submissions.reading.containers import open_container
from orchestration.submissions.reading.layout import Layout
from orchestration.submissions.reading.observing.look import second_look
from orchestration.submissions.reading.refusals import Refused
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.sheets import raw_sheets


class ReturnReader:
    """Reads returns of one contract; what it learns about words and codes is kept from file to file."""

    def __init__(self, submission: Submission, reference: Reference) -> None:
        self._submission, self._limits = submission, submission.limits
        self._layout = Layout(submission, reference.codelists)

    def read(self, data: bytes) -> Reading:
        """The reading of a file's bytes; one with `refusal` where rule S01 stands. Bad input never raises."""
        try:
            container = open_container(data, self._limits)
            reading = self._layout.read(raw_sheets(container, self._limits, self._layout.header_search))
            reading.seen = second_look(container, reading, self._layout, self._submission)
            return reading
        except Refused as refused:
            return Reading(refusal=refused.reason, detail=refused.detail)
