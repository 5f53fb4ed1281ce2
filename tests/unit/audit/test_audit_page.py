"""The audit's page says everything that was checked, failures first, and asks nobody for anything."""

import re

from orchestration.audit.page import render
from orchestration.audit.report import AuditReport, CheckResult

PASSED = CheckResult("no count is negative", None, True, "118 compared")
OF_A_TABLE = CheckResult(
    "no two rows share the same trimestre", "indicateurs_nationaux", True, "0 of 9 rows unexpected"
)
FAILED = CheckResult(
    "sums agree", "indicateurs_cites", False, "1 differs", "cde-001: <12> expected, 13 found"
)


def page(*results, release="r0001-abcd"):
    return render(AuditReport("abc123", results).as_dict(), release).decode()


def cells(text):
    return re.findall(r"<td[^>]*>(.*?)</td>", text)


def test_every_check_is_told_with_what_was_seen():
    assert cells(page(PASSED, OF_A_TABLE)) == [
        "✔ passed", "no count is negative", "118 compared",
        "✔ passed", "no two rows share the same trimestre", "0 of 9 rows unexpected",
    ]  # fmt: skip


def test_the_release_and_its_hash_are_named():
    text = page(PASSED)
    assert "<h1>Audit of r0001-abcd</h1>" in text and "<code>abc123</code>" in text
    assert "1 checks, none failed." in text


def test_what_failed_comes_first_and_again_at_its_place():
    text = page(PASSED, OF_A_TABLE, FAILED)
    assert re.findall(r"<h2>(.*?)</h2>", text) == [
        "Failed",
        "all tables together",
        "indicateurs_nationaux",
        "indicateurs_cites",
    ]
    assert cells(text)[:3] == ["✘ failed", "sums agree", "cde-001: &lt;12&gt; expected, 13 found"]
    assert "3 checks, 1 failed." in text


def test_a_candidate_has_no_release_yet():
    assert "<h1>Audit</h1>" in page(FAILED, release=None)


def test_the_page_asks_nobody_for_anything():
    assert re.findall(r"https?:|<script|<link|src=|url\(", page(PASSED, FAILED)) == []


def test_the_same_audit_gives_the_same_bytes():
    assert page(PASSED, FAILED) == page(PASSED, FAILED)
