"""The frames of the link as bytes; the gateway's `core/link/frame.ts` is the specification."""

from __future__ import annotations

import json
import struct
from struct import Struct
from typing import Any, NamedTuple, Union

LOAD, READY, FAILED, BATCH, ANSWERS, LOG, DRAIN, BEGUN = range(1, 9)
OPERATIONS = ("invocations", "predict", "infer")
UNKNOWN = "unknown"

_U32 = Struct("<I")
_REQUEST_HEAD = Struct("<BI")
_F64_U32 = Struct("<dI")
_BATCH_HEAD = Struct("<BIBI")
_ANSWERS_HEAD = Struct("<BIddI")
_KIND_ID = Struct("<BI")


class Request(NamedTuple):
    """A request whose body nobody has read yet."""

    operation: str
    content_type: str
    deadline_ms: float
    body: bytes


class Batch(NamedTuple):
    """Requests that are answered by one frame, in their order."""

    id: int
    announce: bool
    requests: list[Request]


class Answer(NamedTuple):
    """What a request gets, as bytes of JSON unless it says otherwise."""

    body: bytes
    infer_ms: float
    content_type: str = "application/json"


class Work(NamedTuple):
    """What was done for the answers of a frame."""

    decode_ms: float = 0.0
    encode_ms: float = 0.0
    run_rows: tuple[int, ...] = ()


class Failure(Exception):
    """Why a request gets none: a code of the gateway's for programs, a message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


Outcome = Union[Answer, Failure]


def pack(payload: bytes) -> bytes:
    """A frame as it goes on the link: its length in front."""
    return _U32.pack(len(payload)) + payload


def json_frame(kind: int, name: str, **fields: Any) -> bytes:
    """A frame whose fields are one text of JSON."""
    return pack(bytes([kind]) + _text(json.dumps({"kind": name, **fields})))


def begun_frame(batch_id: int) -> bytes:
    """Says that a batch is in hand."""
    return pack(_KIND_ID.pack(BEGUN, batch_id))


def answers_frame(batch_id: int, outcomes: list[Outcome], work: Work) -> bytes:
    """The answers to a batch, and what was done for them."""
    rows = work.run_rows
    parts = [
        _ANSWERS_HEAD.pack(ANSWERS, batch_id, work.decode_ms, work.encode_ms, len(rows)),
        struct.pack(f"<{len(rows)}II", *rows, len(outcomes)),
    ]
    for outcome in outcomes:
        if isinstance(outcome, Answer):
            parts += (
                b"\x01",
                _text(outcome.content_type),
                _F64_U32.pack(outcome.infer_ms, len(outcome.body)),
                outcome.body,
            )
        else:
            parts += (b"\x00", _text(outcome.code), _text(outcome.message))
    return pack(b"".join(parts))


def read_load(payload: bytes) -> dict[str, Any]:
    """What a `load` frame says."""
    (length,) = _U32.unpack_from(payload, 1)
    return json.loads(payload[5 : 5 + length])


def read_batch(payload: bytes) -> Batch:
    """What a `batch` frame holds."""
    _, batch_id, announce, count = _BATCH_HEAD.unpack_from(payload)
    offset = _BATCH_HEAD.size
    requests = []
    for _ in range(count):
        request, offset = _read_request(payload, offset)
        requests.append(request)
    return Batch(batch_id, announce == 1, requests)


def _read_request(payload: bytes, offset: int) -> tuple[Request, int]:
    operation, type_length = _REQUEST_HEAD.unpack_from(payload, offset)
    type_start = offset + _REQUEST_HEAD.size
    type_end = type_start + type_length
    deadline_ms, body_length = _F64_U32.unpack_from(payload, type_end)
    start = type_end + _F64_U32.size
    content_type = payload[type_start:type_end].decode("utf-8", "replace")
    body = payload[start : start + body_length]
    name = OPERATIONS[operation] if operation < len(OPERATIONS) else UNKNOWN
    return Request(name, content_type, deadline_ms, body), start + body_length


def _text(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    return _U32.pack(len(encoded)) + encoded
