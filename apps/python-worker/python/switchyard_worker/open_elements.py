"""Elements of tensors in JSON."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from switchyard_worker.friendly_cell import found
from switchyard_worker.open_datatypes import DATATYPES, refused


def array_of_json(data: Any, dtype: np.dtype, shape: tuple[int, ...], name: str) -> np.ndarray:
    """The array that lists hold, flat or nested; nothing is cut off."""
    if not isinstance(data, list):
        raise refused(f"input '{name}': data: expected a list, found {found(data)}")
    elements = _flat(data)
    expected = math.prod(shape)
    if len(elements) != expected:
        raise refused(
            f"unexpected number of elements {len(elements)} for input '{name}', expecting {expected} for the"
            f" shape [{','.join(map(str, shape))}]"
        )
    what, fits, convert = _KINDS[dtype.kind]
    least, most = _bounds_of(dtype)
    for at, each in enumerate(elements):
        if not fits(each) or (least is not None and not least <= each <= most):
            datatype = DATATYPES[dtype]
            raise refused(f"input '{name}': element {at}: expected {what} ({datatype}), found {found(each)}")
    array = np.empty(len(elements), dtype)
    array[:] = [convert(each) for each in elements]
    return array.reshape(shape)


def _flat(data: list[Any]) -> list[Any]:
    while data and all(isinstance(each, list) for each in data):
        data = [element for each in data for element in each]
    return data


def _bounds_of(dtype: np.dtype) -> tuple[int | None, int | None]:
    if dtype.kind not in "iu":
        return None, None
    info = np.iinfo(dtype)
    return int(info.min), int(info.max)


def _is_number(value: Any) -> bool:
    return value is None or type(value) in (int, float)


def _is_integer(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())


def _is_truth(value: Any) -> bool:
    return type(value) in (bool, int) and value in (0, 1)


def _float_of(value: Any) -> float:
    """JSON has no word for NaN but this."""
    if value is None:
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


_KINDS = {
    "f": ("a number", _is_number, _float_of),
    "i": ("an integer", _is_integer, int),
    "u": ("an integer", _is_integer, int),
    "b": ("true or false", _is_truth, bool),
    "O": ("a text", lambda value: isinstance(value, str), str),
}
