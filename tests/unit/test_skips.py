"""A skipped test says why, and fails where continuous integration has installed what it needs."""

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
    import pytest

    def test_of_a_program(): pytest.skip("no Chromium is installed here")

    @pytest.mark.skipif(True, reason="no LibreOffice is installed here")
    def test_of_another(): pass

    @pytest.mark.skipif(True, reason="only root can give a folder to another account")
    def test_of_an_account(): pass

    def test_that_passes(): pass
"""


@pytest.fixture
def suite(pytester, request):
    """A small suite under the settings of this one."""
    pytester.makeconftest((request.config.rootpath / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(SKIPPING)
    return pytester


def test_a_missing_program_is_a_skip(suite, monkeypatch):
    monkeypatch.delenv("CITES_SKIP_NOTHING", raising=False)
    suite.runpytest_inprocess().assert_outcomes(passed=1, skipped=3)


def test_a_missing_program_is_a_failure_where_nothing_may_be_skipped(suite, monkeypatch):
    monkeypatch.setenv("CITES_SKIP_NOTHING", "1")
    found = suite.runpytest_inprocess()
    found.assert_outcomes(passed=1, skipped=1, failed=1, errors=1)
    found.stdout.fnmatch_lines(["*skipped where nothing may be: no *"])
