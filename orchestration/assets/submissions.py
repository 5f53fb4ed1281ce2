"""Group `submissions`: the register, and the rows of accepted returns, sheet by sheet."""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from contracts.loading import load_contract
from orchestration.assets.drawing import keep_current
from orchestration.assets.grid import Author
from orchestration.assets.labels import OWNERS, PUBLISHING
from orchestration.assets.resources import RUN
from orchestration.assets.showing import batch_summary, collection_metadata, row_counts, what_is_wrong
from orchestration.assets.steps import step
from orchestration.schedule.view import View
from orchestration.warehouse.schemas import staged_tables

REGISTER = dg.AssetKey(["submissions", "register"])
_CONTRACT = load_contract()
_SHEETS = _CONTRACT.submission.by_name
_STAGED = staged_tables(_CONTRACT)


def _description(table: str) -> str:
    if table in _SHEETS:
        return f"Rows of the accepted returns' sheet « {_SHEETS[table].label} »: {_SHEETS[table].description}"
    return "One row per finding of every judged file: rule, severity, place. Never the value."


def staged_key(table: str) -> dg.AssetKey:
    """The asset of one staged table."""
    return dg.AssetKey(["submissions", table])


@dg.multi_asset(
    name="judge_returns",
    specs=[
        dg.AssetSpec(
            REGISTER,
            deps=[dg.AssetKey(["landing", "files"])],
            group_name="submissions",
            owners=OWNERS,
            kinds={"json", "pandera"},
            description="What was received, judged, accepted, superseded, withdrawn, and when. Append-only.",
        ),
        *(
            dg.AssetSpec(
                staged_key(table),
                deps=[dg.AssetKey(["landing", "files"])],
                group_name="submissions",
                owners=OWNERS,
                kinds={"parquet", "pandera"},
                description=_description(table),
            )
            for table in _STAGED
        ),
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "every_new_return_respects_the_contract",
            asset=REGISTER,
            description="A rejected return is normal business: it waits for its correction and stops nothing.",
        )
    ],
    pool=PUBLISHING,
    required_resource_keys={RUN},
)
def judge_returns(
    context: dg.AssetExecutionContext,
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Judge the new files and commit the verdicts."""
    with step(context) as run:
        judgements = run.judge().judgements
        view, cites = View.of(run), run.contract.reference.cites
        keep_current(context.instance, view, Author(context.job_name, context.run_id))
    kept = not context.instance.is_ephemeral
    rejected = [judgement for judgement in judgements if judgement.verdict == "rejetee"]
    rules = Counter(finding.regle for judgement in judgements for finding in judgement.constats)
    yield dg.MaterializeResult(
        asset_key=REGISTER,
        metadata={
            "judged": len(judgements),
            "not_judged": len(run.judge().hindered),
            "rejected": len(rejected),
            "events": len(run.register.events),
            "batch": dg.MetadataValue.md(batch_summary(judgements, run.storage, cites)),
            **({"what_is_wrong": dg.MetadataValue.md(what_is_wrong(judgements, cites))} if rejected else {}),
            **(collection_metadata(view) if kept else {}),
        },
    )
    counts = row_counts(run.storage, run.batch, _STAGED) if kept else {}
    for table in _STAGED:
        yield dg.MaterializeResult(asset_key=staged_key(table), metadata=counts.get(table, {}))
    yield dg.AssetCheckResult(
        asset_key=REGISTER,
        check_name="every_new_return_respects_the_contract",
        passed=not rejected,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(rejected)} of {len(judgements)} new files were rejected",
        metadata={
            "rejected": len(rejected),
            **{f"rule_{rule}": count for rule, count in sorted(rules.items())},
        },
    )
