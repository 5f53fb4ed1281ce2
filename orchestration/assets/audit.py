"""Group `audit`: is the whole consistent? One check a published table, one check for all the figures together."""

from collections.abc import Iterator, Sequence

import dagster as dg

from contracts.loading import load_contract
from orchestration.assets.labels import OWNERS, PUBLISHING
from orchestration.assets.resources import RUN
from orchestration.assets.steps import step, told
from orchestration.audit.report import CheckResult

REPORT = dg.AssetKey(["audit", "report"])
_FIGURES = "figures_agree_with_a_second_count_and_with_each_other"
_TABLES = tuple(load_contract().published)


def _check_name(table: str | None) -> str:
    return f"{table}_respects_its_contract" if table else _FIGURES


def _check_description(table: str | None) -> str:
    if table:
        return f"Columns, types, keys, codes and bounds are those of contracts/published/{table}.odcs.yaml."
    return "A second count from the staged rows gives the same figures; they agree with each other and with the current release."


@dg.multi_asset(
    name="audit_candidate",
    specs=[
        dg.AssetSpec(
            REPORT,
            deps=[dg.AssetKey(["marts", table]) for table in _TABLES],
            group_name="audit",
            owners=OWNERS,
            kinds={"greatexpectations"},
            description="The candidate against its contract, a second count, itself and the current release.",
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(
            _check_name(table), asset=REPORT, blocking=True, description=_check_description(table)
        )
        for table in (*_TABLES, None)
    ],
    pool=PUBLISHING,
    required_resource_keys={RUN},
)
def audit_candidate(
    context: dg.AssetExecutionContext,
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Audit the candidate; a failed audit stops the run before anything is published."""
    with step(context) as run:
        report = run.audit()
    yield dg.MaterializeResult(
        asset_key=REPORT,
        metadata={
            "content_hash": report.content_hash,
            "checks": len(report.results),
            "failed": len(report.failures),
            "what_was_checked": dg.MetadataValue.md(_listed(report.results)),
        },
    )
    for table in (*_TABLES, None):
        yield _result(_check_name(table), [result for result in report.results if result.table == table])
    with told(context):
        report.demand_success()


def _result(name: str, results: Sequence[CheckResult]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=REPORT,
        check_name=name,
        passed=all(result.success for result in results),
        metadata={"expectations": dg.MetadataValue.md(_listed(results))},
    )


def _listed(results: Sequence[CheckResult]) -> str:
    lines = [
        f"- {'✔' if result.success else '✘'} {result.sentence}: {result.message or result.observed}"
        for result in results
    ]
    return "\n".join(lines) or "none evaluated"
