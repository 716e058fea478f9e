"""Features as the friendly form takes them: unlike in MLflow's formats, nothing of another kind is cast."""

from __future__ import annotations

import json
import math
from typing import Any

from mlflow.types import DataType

from switchyard_worker.frames import Failure

_LONGEST = 60
_INTEGERS = {DataType.integer: 32, DataType.long: 64}
_FLOATS = (DataType.float, DataType.double)

_EXPECTATIONS = {
    DataType.float: "a number (float)",
    DataType.double: "a number (double)",
    DataType.integer: "an integer (int32)",
    DataType.long: "an integer (long)",
    DataType.boolean: "true or false",
    DataType.string: "a text",
    DataType.datetime: "a date and time (ISO 8601)",
    DataType.binary: "bytes as base64 text",
}


def strict_cell(value: Any, kind: DataType, required: bool, place: str) -> Any:
    """A feature in the type that its column has; fails for what is of another kind."""
    if value is None and not required and kind not in (*_INTEGERS, DataType.boolean, DataType.binary):
        return None
    cell = _cell_of(value, kind)
    if cell is None:
        raise Failure(
            "invalid_request", f"Invalid input. {place}: expected {_EXPECTATIONS[kind]}, found {found(value)}"
        )
    if kind in _INTEGERS and not -(2 ** (_INTEGERS[kind] - 1)) <= cell < 2 ** (_INTEGERS[kind] - 1):
        raise Failure(
            "invalid_request", f"Invalid input. {place}: {cell} is out of bounds for int{_INTEGERS[kind]}"
        )
    return cell


def found(value: Any) -> str:
    """What was found, for a message; never much of the caller's data."""
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str):
        return json.dumps(_shortened(value), ensure_ascii=False)
    return _shortened(json.dumps(value))


def _cell_of(value: Any, kind: DataType) -> Any:
    """None for a value of another kind."""
    if kind in _INTEGERS:
        return _integer_of(value)
    if kind in _FLOATS:
        return _float_of(value)
    if kind is DataType.boolean:
        return bool(value) if isinstance(value, bool) or value in (0, 1) else None
    if kind is DataType.datetime and _integer_of(value) is not None:
        return value
    return value if isinstance(value, str) else None


def _integer_of(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == math.floor(value) else None
    if isinstance(value, (int, str)):
        try:
            return int(value)
        except ValueError:
            return None
    return None


def _float_of(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _shortened(text: str) -> str:
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
