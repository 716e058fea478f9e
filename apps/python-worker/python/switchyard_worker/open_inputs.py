"""The tensors in a request of the Open Inference Protocol, in its JSON or behind it."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from switchyard_worker.friendly_cell import found
from switchyard_worker.open_bytes import array_of_bytes
from switchyard_worker.open_datatypes import dtype_of, refused, shape_of
from switchyard_worker.open_elements import array_of_json

_BEHIND_HEADER = re.compile(r"application/octet-stream; header=(\d+) *")


def split_body(body: bytes, content_type: str) -> tuple[bytes, bytes]:
    """The JSON of a body, and the bytes behind it."""
    match = _BEHIND_HEADER.fullmatch(content_type)
    if match is None:
        return body, b""
    length = int(match[1])
    if length > len(body):
        raise refused(f"Inference-Header-Content-Length: {length} is more than the {len(body)} bytes of the body")
    if length == 0:
        raise refused("Inference-Header-Content-Length: expected JSON that says what the body holds, found 0")
    return body[:length], body[length:]


def arrays_in(content: dict[str, Any], behind: bytes) -> dict[str, np.ndarray]:
    """The tensors by their names, in the order they were sent."""
    inputs = content.get("inputs")
    if not isinstance(inputs, list) or not inputs:
        raise refused(f"inputs: expected a list of tensors, found {found(inputs)}")
    arrays: dict[str, np.ndarray] = {}
    for index, each in enumerate(inputs):
        name = each.get("name") if isinstance(each, dict) else None
        if not isinstance(name, str) or not name:
            raise refused(f"inputs[{index}].name: expected a text, found {found(name)}")
        if name in arrays:
            raise refused(f"inputs[{index}].name: input '{name}' is given more than once")
        arrays[name], behind = _array_in(each, name, behind)
    if behind:
        raise refused(f"unexpected additional input data: {len(behind)} bytes behind the last")
    return arrays


def parameters_in(content: dict[str, Any], place: str) -> dict[str, Any]:
    """The parameters of a request or a tensor."""
    parameters = content.get("parameters", {})
    if isinstance(parameters, dict):
        return parameters
    raise refused(f"{place}parameters: expected an object, found {found(parameters)}")


def _array_in(tensor: dict[str, Any], name: str, behind: bytes) -> tuple[np.ndarray, bytes]:
    label = f"input '{name}'"
    dtype, shape = dtype_of(tensor.get("datatype"), label), shape_of(tensor.get("shape"), label)
    size = parameters_in(tensor, f"{label}: ").get("binary_data_size")
    if (size is None) == ("data" not in tensor):
        which = "neither" if size is None else "both"
        raise refused(f"{label}: expected data or binary_data_size, found {which}")
    if size is None:
        return array_of_json(tensor["data"], dtype, shape, name), behind
    if type(size) is not int or size < 0:
        raise refused(f"{label}: binary_data_size: expected a number of bytes, found {found(size)}")
    if size > len(behind):
        raise refused(f"{label}: binary_data_size says {size} bytes, but only {len(behind)} are left of the body")
    return array_of_bytes(behind[:size], dtype, shape, name), behind[size:]
