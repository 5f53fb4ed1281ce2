"""The report: a verdict that holds for one content hash, and failures told in a few lines."""

import json

import pytest

from orchestration.audit.comparison import Control, compared, problems
from orchestration.audit.report import AuditReport, CheckResult
from orchestration.errors import AuditFailed

PASSED = CheckResult("a is never empty", "essai", True, "0 of 3 rows unexpected")
FAILED = CheckResult("b is never empty", "essai", False, "1 of 3 rows unexpected", "1 of 3 rows unexpected")


def test_all_checks_passed():
    assert AuditReport("abc", (PASSED, PASSED)).success


def test_one_failed_check_fails_the_audit():
    report = AuditReport("abc", (PASSED, FAILED))
    assert not report.success
    assert report.failures == (FAILED,)


def test_an_audit_that_checked_nothing_did_not_pass():
    assert not AuditReport("abc", ()).success


def test_the_file_says_all_of_it(tmp_path):
    AuditReport("abc", (PASSED, FAILED)).write(tmp_path / "audit.json")
    assert json.loads((tmp_path / "audit.json").read_text(encoding="utf-8")) == {
        "empreinte_contenu": "abc",
        "reussi": False,
        "controles": 2,
        "resultats": [
            {
                "sentence": "a is never empty",
                "table": "essai",
                "success": True,
                "observed": "0 of 3 rows unexpected",
                "message": None,
            },
            {
                "sentence": "b is never empty",
                "table": "essai",
                "success": False,
                "observed": "1 of 3 rows unexpected",
                "message": "1 of 3 rows unexpected",
            },
        ],
    }


def test_a_passed_audit_demands_nothing():
    AuditReport("abc", (PASSED,)).demand_success()


def test_a_failed_audit_has_its_own_exit_status_and_tells_each_failure_on_a_line():
    with pytest.raises(AuditFailed) as failed:
        AuditReport("abc", (PASSED, FAILED)).demand_success()
    assert failed.value.exit_status == 3
    assert str(failed.value).splitlines() == [
        "the audit failed, nothing was published (1 checks):",
        "  essai: b is never empty: 1 of 3 rows unexpected",
    ]


@pytest.mark.parametrize(
    ("failures", "lines", "last"), [(5, 6, "essai"), (6, 7, "  … and 1 more in audit.json")]
)
def test_many_failures_are_told_in_a_few_lines(failures, lines, last):
    with pytest.raises(AuditFailed) as failed:
        AuditReport("abc", (FAILED,) * failures).demand_success()
    told = str(failed.value).splitlines()
    assert len(told) == lines
    assert last in told[-1]


def told(control: Control) -> CheckResult:
    return control.told(CheckResult(control.sentence, None, False, "observed", "by the library"))


def test_a_comparison_tells_key_expected_and_found():
    result = told(compared("all is well", {"x": 1, "y": None, "z": 3}, {"x": 2, "y": None, "w": 0}))
    assert (
        result.message == "w: expected no row, found 0; x: expected 1, found 2; z: expected 3, found no row"
    )
    assert result.observed == "3 of 4 differ"


def test_a_null_is_not_a_row_that_is_missing():
    assert compared("all is well", {"x": None}, {}).lines == (("x", "—", "no row"),)


def test_more_differences_than_are_shown_are_counted():
    result = told(compared("all is well", {str(n): n for n in range(5)}, {}))
    assert (result.message or "").endswith("; and 2 more")


def test_problems_are_told_the_same_way():
    result = told(problems("nothing falls", [("k", "≥ 2", "1")]))
    assert (result.observed, result.message) == ("1 problems", "k: expected ≥ 2, found 1")


def test_a_passed_control_says_how_much_it_compared():
    control = compared("all is well", {"x": 1}, {"x": 1})
    assert control.told(CheckResult("all is well", None, True, "")).observed == "1 compared"
