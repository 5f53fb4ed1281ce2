"""Run expectations with Great Expectations, quietly and without a project: frames in, results out.

Belongs here: what great_expectations is asked; imported late, because that costs seconds.
Does not belong here: what is expected (`contracts.derive.expectations`, `controls`), rendering its answers (`data_docs`).
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd

from contracts.derive.expectations import Expected
from orchestration.audit.data_docs import DataDocs
from orchestration.audit.report import CheckResult

_SHOWN = 3


class Expecter:
    """Great Expectations, ready to validate one frame after the other. Making one imports the library."""

    def __init__(self) -> None:
        with _quiet():
            import great_expectations

            self.docs = DataDocs()
            self._gx = great_expectations
            context: Any = great_expectations.get_context(mode="ephemeral")
            context.variables.progress_bars = {"globally": False}
            context.variables.analytics_enabled = False
            asset = context.data_sources.add_pandas("candidate").add_dataframe_asset("frame")
            self._batches = asset.add_batch_definition_whole_dataframe("whole")

    def validate(
        self, frame: pd.DataFrame, expected: Sequence[Expected], table: str | None
    ) -> list[CheckResult]:
        """One result for each expectation, in their order; one that could not be evaluated has failed."""
        with _quiet():
            batch = self._batches.get_batch({"dataframe": frame})
            suite = self._gx.ExpectationSuite(name="suite", expectations=list(self._configured(expected)))
            validation = batch.validate(
                suite, result_format={"result_format": "BASIC", "partial_unexpected_count": _SHOWN}
            )
        self.docs.add(table or expected[0].sentence, validation)
        found = {_rank(result): result for result in validation.results}
        return [_result(one, table, found.get(rank)) for rank, one in enumerate(expected)]

    def _configured(self, expected: Iterable[Expected]) -> Iterator[Any]:
        from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

        for rank, one in enumerate(expected):
            yield ExpectationConfiguration(
                type=one.type, kwargs=one.kwargs, meta={"rank": rank}
            ).to_domain_obj()


@contextmanager
def _quiet() -> Iterator[None]:
    """Neither warnings nor log lines: what is found goes into the report."""
    logger = logging.getLogger("great_expectations")
    logger.addHandler(silence := logging.NullHandler())
    logger.propagate, passed_on = False, logger.propagate
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.propagate = passed_on
        logger.removeHandler(silence)


def _rank(result: Any) -> int:
    return int(result.expectation_config.meta["rank"])


def _result(expected: Expected, table: str | None, found: Any) -> CheckResult:
    if found is None:
        return CheckResult(expected.sentence, table, False, "not evaluated", "the check was not evaluated")
    detail = found.result
    observed = _observed(detail)
    return CheckResult(
        expected.sentence,
        table,
        bool(found.success),
        observed,
        None if found.success else _message(found, observed),
    )


def _observed(detail: Any) -> str:
    if "unexpected_count" in detail:
        return f"{detail['unexpected_count']} of {detail['element_count']} rows unexpected"
    return f"observed {detail['observed_value']}" if "observed_value" in detail else "observed"


def _message(found: Any, observed: str) -> str:
    raised = [info for info in _exceptions(found.exception_info) if info.get("raised_exception")]
    if raised:
        return f"could not be evaluated: {raised[0]['exception_message']}"
    values = [value for value in found.result.get("partial_unexpected_list") or [] if not pd.isna(value)]
    return f"{observed}, such as {', '.join(map(str, values[:_SHOWN]))}" if values else observed


def _exceptions(info: dict[str, Any]) -> list[dict[str, Any]]:
    """An expectation reports one exception, or one a metric."""
    return [info] if "raised_exception" in info else list(info.values())
