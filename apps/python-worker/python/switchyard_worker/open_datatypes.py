"""The element types of the Open Inference Protocol, and what is said of a tensor beside its elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from switchyard_worker.frames import Failure
from switchyard_worker.friendly_cell import found

_INTEGERS = {
    f"{kind}{bits}": np.dtype(f"<{code}{bits // 8}")
    for kind, code in (("INT", "i"), ("UINT", "u"))
    for bits in (8, 16, 32, 64)
}
_FLOATS = {f"FP{bits}": np.dtype(f"<f{bits // 8}") for bits in (16, 32, 64)}
_DTYPES = {"BOOL": np.dtype("?"), **_INTEGERS, **_FLOATS, "BYTES": np.dtype("O")}
DATATYPES = {dtype: name for name, dtype in _DTYPES.items()}
"""The protocol's names of the element types."""

_MOST_DIMENSIONS = 32


def dtype_of(datatype: Any, label: str) -> np.dtype:
    """The element type that the protocol calls so."""
    if isinstance(datatype, str) and datatype in _DTYPES:
        return _DTYPES[datatype]
    raise refused(f"{label}: datatype: expected one of {', '.join(_DTYPES)}, found {found(datatype)}")


def shape_of(shape: Any, label: str) -> tuple[int, ...]:
    """The sizes that were sent."""
    if not isinstance(shape, list) or len(shape) > _MOST_DIMENSIONS:
        raise refused(f"{label}: shape: expected a list of sizes, found {found(shape)}")
    for size in shape:
        if type(size) is not int or not 0 <= size < 2**53:
            raise refused(f"{label}: shape: expected sizes of 0 or more, found {found(size)}")
    return tuple(shape)


def refused(message: str) -> Failure:
    """The fault of a request."""
    return Failure("invalid_request", message)
