"""Checks on the collection: is the release fresh, are the returns on time, how many are rejected.

They need no lock and run with every publication, and every morning by themselves.

Belongs here: the checks. Does not belong here: what they ask (`orchestration.schedule.health`), the thresholds.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.publication import RELEASE
from orchestration.assets.resources import VIEW
from orchestration.assets.steps import looking
from orchestration.assets.submissions import REGISTER
from orchestration.clock import now
from orchestration.schedule.health import Finding, freshness, lateness, rejections
from orchestration.schedule.view import View

_FRESH = dg.AssetCheckSpec(
    "the_release_is_fresh",
    asset=RELEASE,
    description="No dropped file waits for long, and the current release says what the register says.",
)
_ON_TIME = dg.AssetCheckSpec(
    "the_returns_are_on_time",
    asset=REGISTER,
    description="From the deadline on, enough cités have a return in force for the quarter that is looked at.",
)
_FEW_REJECTED = dg.AssetCheckSpec(
    "few_returns_are_rejected",
    asset=REGISTER,
    description="Of the files judged for the quarter that is looked at, few were rejected.",
)


@dg.multi_asset_check(
    name="collection_health",
    specs=[_FRESH, _ON_TIME, _FEW_REJECTED],
    can_subset=True,
    required_resource_keys={VIEW},
)
def collection_health(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Answer the three questions; a bad answer is a warning, nothing is stopped by it."""
    with looking(context) as view:
        answers = {
            _FRESH.key: freshness(view.unseen, view.is_up_to_date, now()),
            _ON_TIME.key: _lateness(view),
            _FEW_REJECTED.key: rejections(view.register.judgements.values(), view.quarter),
        }
    for key in sorted(context.selected_asset_check_keys, key=lambda key: key.name):
        yield _result(key, answers[key])


def _lateness(view: View) -> Finding:
    return lateness(view.board, view.quarter, view.contract.submission.deadline_days, view.day)


def _result(key: dg.AssetCheckKey, answer: Finding) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=answer.passed,
        severity=dg.AssetCheckSeverity.WARN,
        description=answer.sentence,
        metadata=dict(answer.figures),
    )
