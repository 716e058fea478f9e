"""Tensors as bytes: little-endian and row by row, texts behind their lengths."""

from __future__ import annotations

import math
import struct

import numpy as np

from switchyard_worker.open_datatypes import refused

_LENGTH = struct.Struct("<I")


def array_of_bytes(data: bytes, dtype: np.dtype, shape: tuple[int, ...], name: str) -> np.ndarray:
    """The array that bytes hold, which are little-endian and row by row."""
    count = math.prod(shape)
    if dtype == object:
        texts = _read_texts(data, count, name)
        array = np.empty(count, object)
        array[:] = texts
        return array.reshape(shape)
    expected = count * dtype.itemsize
    if len(data) != expected:
        raise refused(f"unexpected total byte size {len(data)} for input '{name}', expecting {expected}")
    if dtype == bool and data.translate(None, b"\x00\x01"):
        raise refused(f"input '{name}': expected bytes of 0 or 1")
    # A copy, since a model may write to its data.
    return np.frombuffer(data, dtype).reshape(shape).copy()


def bytes_of(array: np.ndarray) -> bytes:
    """An array as it stands behind the JSON."""
    if array.dtype != object:
        return np.ascontiguousarray(array).tobytes()
    encoded = [each.encode("utf-8", "replace") for each in array.ravel()]
    return b"".join(_LENGTH.pack(len(each)) + each for each in encoded)


def _read_texts(data: bytes, count: int, name: str) -> list[str]:
    texts: list[str] = []
    at = 0
    while len(texts) < count:
        start = at + _LENGTH.size
        end = start + _LENGTH.unpack_from(data, at)[0] if start <= len(data) else math.inf
        if end > len(data):
            raise refused(
                f"incorrect byte length for input '{name}': element {len(texts)} of {count} ends behind its"
                f" {len(data)} bytes"
            )
        try:
            texts.append(data[start:end].decode())
        except UnicodeDecodeError:
            raise refused(f"input '{name}': element {len(texts)}: expected a text in UTF-8") from None
        at = end
    if at < len(data):
        raise refused(
            f"unexpected number of elements for input '{name}': {len(data) - at} bytes are left behind {count}"
        )
    return texts
