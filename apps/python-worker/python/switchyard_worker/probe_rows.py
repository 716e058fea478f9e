"""Rows to try a model with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from mlflow.types import DataType, Schema

from switchyard_worker.frames import Failure
from switchyard_worker.join import kind_of, rows_in, split
from switchyard_worker.parse_body import Parsed, parse_body
from switchyard_worker.scoring_model import Enforced, ScoringModel

_MOST_ROWS = 16
_DRAWN: dict[DataType, tuple[Any, Any]] = {
    DataType.boolean: (True, False),
    DataType.integer: (1, 2),
    DataType.long: (1, 2),
    DataType.float: (0.25, 1.75),
    DataType.double: (0.25, 1.75),
    DataType.string: ("a", "b"),
}

Pair = tuple[Enforced, Enforced]


def probe_pairs(model: ScoringModel, example: bytes | None) -> Iterator[Pair]:
    """Pairs of rows that the model may take, the most telling first."""
    rows = _example_rows(model, example) if example is not None else []
    if rows:
        yield from _different_pairs(rows)
        yield (rows[0], _changed(rows[0]))
        yield (rows[0], rows[0])
    elif (drawn := _drawn_rows(model)) is not None:
        yield drawn


def _example_rows(model: ScoringModel, example: bytes) -> list[Enforced]:
    try:
        enforced = model.enforce(parse_body(example, "application/json", model.pyfunc))
        return _rows_of(enforced)
    except Failure:
        return []


def _rows_of(enforced: Enforced) -> list[Enforced]:
    count = rows_in(enforced.data)
    rows = split(enforced.data, [1] * count)[:_MOST_ROWS] if count > 0 else []
    return [Enforced(_renumbered(row), enforced.params) for row in rows]


def _renumbered(row: Any) -> Any:
    return row.reset_index(drop=True) if isinstance(row, pd.DataFrame) else row


def _different_pairs(rows: list[Enforced]) -> Iterator[Pair]:
    first = rows[0]
    for other in rows[1:]:
        if repr(other.data) != repr(first.data):
            yield (first, other)
            return


def _changed(row: Enforced) -> Enforced:
    """A row of the same kind with other numbers in it."""
    data = row.data
    if isinstance(data, pd.DataFrame):
        changed = data.copy()
        for name in changed.columns[[dtype.kind == "f" for dtype in data.dtypes]]:
            changed[name] = (changed[name] * 1.5 + 0.5).astype(data[name].dtype)
        return Enforced(changed, row.params)
    if isinstance(data, np.ndarray) and data.dtype.kind == "f":
        return Enforced((data * 1.5 + 0.5).astype(data.dtype), row.params)
    return row


def _drawn_rows(model: ScoringModel) -> Pair | None:
    schema = model.pyfunc.metadata.get_input_schema()
    if schema is None:
        return None
    try:
        rows = [model.enforce(Parsed(_drawn_data(schema, at), None, False)) for at in (0, 1)]
    except Exception:
        # Columns of lists, objects and dates are not drawn.
        return None
    return (rows[0], rows[1]) if kind_of(*rows[0]) == kind_of(*rows[1]) else None


def _drawn_data(schema: Schema, at: int) -> Any:
    if not schema.is_tensor_spec():
        names = schema.input_names() if schema.has_input_names() else range(len(schema.inputs))
        values = {name: [_DRAWN[spec.type][at]] for name, spec in zip(names, schema.inputs)}
        return pd.DataFrame(values).astype(dict(zip(names, schema.pandas_types())))
    arrays = [_drawn_array(spec, at) for spec in schema.inputs]
    if not schema.has_input_names():
        return arrays[0]
    return dict(zip(schema.input_names(), arrays))


def _drawn_array(spec: Any, at: int) -> np.ndarray:
    shape = [1 if size < 0 else size for size in spec.shape]
    if spec.type.kind not in "fiub":
        raise KeyError(spec.type)
    spread = np.arange(int(np.prod(shape))).reshape(shape)
    return ((spread * 7 % 11) / 4 + at).astype(spec.type)
