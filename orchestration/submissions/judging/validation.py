"""Ask pandera, and read its whole answer: which row failed which check.

Belongs here: running a schema lazily over a frame.
Does not belong here: what a failure means (`cells`, `rules`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrors

from contracts.derive.lean_pandera import pa


@dataclass(frozen=True)
class Failure:
    """One check that failed: its name, the component that carries it, the positions of the failing rows."""

    check: str
    component: str
    rows: npt.NDArray[np.int64]


class BrokenSchemaError(Exception):
    """A check cannot be evaluated, or the frame is not the schema's: our own fault, never the cité's."""


def failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> list[Failure]:
    """Every check that fails, with all its rows, in one pass over a frame whose index is 0, 1, 2 …

    Validation is forced on: an environment variable of pandera's could otherwise switch the judging off.
    Raises BrokenSchemaError.
    """
    if frame.empty:
        return []
    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            schema.validate(frame, lazy=True, inplace=True)
    except SchemaErrors as errors:
        return list(_failures(errors.schema_errors))
    return []


def _failures(errors: list[SchemaError]) -> Iterator[Failure]:
    for error in errors:
        output: Any = error.check_output
        if not isinstance(output, pd.Series):
            raise BrokenSchemaError(f"{error.schema.name}: {error.check}: {error}")
        held = output.to_numpy(dtype=bool)
        yield Failure(error.check.name, str(error.schema.name), output.index.to_numpy()[~held])
