"""Settings of the whole suite: the same examples at every run, on machines of any speed; skips that fail where none may be."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

SKIP_NOTHING = "CITES_SKIP_NOTHING"
"""Set by continuous integration, which installs every program that a test needs: a skip would then hide that one is gone."""

ELSEWHERE = "only "
"""How the reason of a test begins that concerns another system or account."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if os.environ.get(SKIP_NOTHING) and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(call.excinfo.value) if call.excinfo else str(report.longrepr)
        if not reason.startswith(ELSEWHERE):
            report.outcome, report.longrepr = "failed", f"skipped where nothing may be: {reason}"
    return report
