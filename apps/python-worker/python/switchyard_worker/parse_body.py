"""Bodies of MLflow's scoring protocol, read by MLflow's own functions."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any, NamedTuple

from mlflow.pyfunc import PyFuncModel, scoring_server

from switchyard_worker.failures import parsing_failure
from switchyard_worker.frames import Failure
from switchyard_worker.media_type import media_type_of, unsupported_body


class Parsed(NamedTuple):
    """What a body asks."""

    data: Any
    params: Any
    """Parameters beside the data, as they were sent."""
    unwrapped: bool
    """Whether the answer goes without `predictions` around it, as for chats."""


def parse_body(body: bytes, content_type: str, model: PyFuncModel) -> Parsed:
    """The data in a body; fails as MLflow does where it cannot be read."""
    try:
        return _parse(body, content_type, model)
    except Exception as error:
        raise parsing_failure(error) from error


def _parse(body: bytes, content_type: str, model: PyFuncModel) -> Parsed:
    media_type = media_type_of(content_type)
    if media_type == scoring_server.CONTENT_TYPE_JSON:
        schema = model.metadata.get_input_schema()
        return Parsed(*scoring_server._parse_json_data(body, model.metadata, schema))
    if media_type == scoring_server.CONTENT_TYPE_CSV:
        schema = model.metadata.get_input_schema()
        return Parsed(scoring_server.parse_csv_input(StringIO(_decoded(body)), schema), None, False)
    if media_type == scoring_server.CONTENT_TYPE_PARQUET:
        return Parsed(scoring_server.parse_parquet_input(BytesIO(body)), None, False)
    raise unsupported_body(content_type, scoring_server.CONTENT_TYPES)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(
            "invalid_request",
            f"Invalid input. Ensure that input is a valid UTF-8 encoded string. Error: '{error!r}'",
        ) from error
