"""A process that makes workbooks from files that nobody trusts: it may be killed, and nothing else is lost.

Belongs here: one job after the other. Does not belong here: limits (`submissions.reading.worker`), making
(`workbook`), who asks (`workbooks`).

Started as `python -m orchestration.feedback.worker REFERENCE_DIR MEMORY SECONDS`. A request is the path of a job; the
answer is the workbook (`job.Made`), nothing where it could not be made.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from contracts.model import Contract
from orchestration.feedback.job import loads
from orchestration.submissions.reading.worker import Work, serve


def _workbooks(contract: Contract) -> Work:
    """Making workbooks; openpyxl would load numpy where it finds it, which takes longer than all the rest."""
    sys.modules["numpy"] = None  # type: ignore[assignment]
    from orchestration.feedback.workbook.making import made

    def answer(path: bytes) -> bytes:
        try:
            return made(loads(Path(os.fsdecode(path)).read_bytes()), contract).dumps()
        except MemoryError:
            raise
        except Exception:  # a workbook less; the page says the same
            return b""

    return answer


if __name__ == "__main__":
    try:
        serve(_workbooks, *sys.argv[1:])
    except BrokenPipeError:
        os._exit(1)
