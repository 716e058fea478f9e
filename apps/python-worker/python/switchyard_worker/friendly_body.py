"""The friendly form of `/predict`: an object of features, a text, or a list of these."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from mlflow.pyfunc import PyFuncModel, scoring_server
from mlflow.types import Schema
from mlflow.utils.proto_json_utils import cast_df_types_according_to_schema, dataframe_from_parsed_json
from mlflow.utils.proto_json_utils import parse_tf_serving_input

from switchyard_worker.failures import parsing_failure
from switchyard_worker.frames import Failure
from switchyard_worker.friendly_cell import found
from switchyard_worker.friendly_features import table_of
from switchyard_worker.join import rows_in
from switchyard_worker.media_type import media_type_of
from switchyard_worker.parse_body import Parsed, parse_body


class Friendly(NamedTuple):
    """What a friendly body asks about."""

    parsed: Parsed
    rows: int
    single: bool
    """Whether one thing was sent, not a list of them."""


def parse_friendly(body: bytes, content_type: str, model: PyFuncModel) -> Friendly:
    """Reads one thing or several; MLflow's own formats too, unless the model has a feature of that name."""
    if media_type_of(content_type) != scoring_server.CONTENT_TYPE_JSON:
        return _listed(parse_body(body, content_type, model))
    try:
        value = json.loads(body)
        if _is_envelope(value, model):
            return _listed(parse_body(body, content_type, model))
        return _parse_things(value, model)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Failure("invalid_request", f"body: not valid JSON: {error}") from error
    except Exception as error:
        raise parsing_failure(error) from error


def features_in(body: bytes, content_type: str, model: PyFuncModel) -> tuple[list[Any], bool] | None:
    """The things in a body, and whether it is one that was in no list; nothing for bodies of other forms."""
    if content_type != scoring_server.CONTENT_TYPE_JSON:
        return None
    value = json.loads(body)
    single = not isinstance(value, list)
    things = [value] if single else value
    if not things or _is_envelope(value, model) or not all(isinstance(each, (dict, str)) for each in things):
        return None
    return things, single


def _listed(parsed: Parsed) -> Friendly:
    return Friendly(parsed, rows_in(parsed.data) or 1, False)


def _is_envelope(value: Any, model: PyFuncModel) -> bool:
    if not isinstance(value, dict):
        return False
    schema = model.metadata.get_input_schema()
    names = set(schema.input_names()) if schema is not None and schema.has_input_names() else set()
    return any(field in value and field not in names for field in scoring_server.SUPPORTED_FORMATS)


def _parse_things(value: Any, model: PyFuncModel) -> Friendly:
    schema = model.metadata.get_input_schema()
    single = not isinstance(value, list)
    things = [value] if single else value
    if not all(isinstance(each, (dict, str)) for each in things):
        return _parse_arrays(value, schema)
    if not things:
        raise Failure("invalid_request", "body: expected at least one thing to predict, found an empty list")
    return Friendly(Parsed(_data_of(things, single, model, schema), None, False), len(things), single)


def _data_of(things: list[Any], single: bool, model: PyFuncModel, schema: Schema | None) -> Any:
    # Models with type hints check their data themselves.
    if getattr(model.metadata, "_is_signature_from_type_hint", bool)():
        return things
    if schema is not None and not schema.is_tensor_spec():
        return cast_df_types_according_to_schema(table_of(things, single, schema), schema)
    if not all(isinstance(each, dict) for each in things):
        raise Failure(
            "invalid_request", f"body: expected an object or an array of numbers, found {found(things[0])}"
        )
    if schema is None:
        return dataframe_from_parsed_json(things, "records")
    return parse_tf_serving_input({"instances": things}, schema)


def _parse_arrays(value: Any, schema: Schema | None) -> Friendly:
    """Arrays without an envelope; one whose first dimension is missing is a single row."""
    if not isinstance(value, list):
        raise Failure("invalid_request", f"body: expected an object or an array, found {found(value)}")
    single = (
        schema is not None and schema.is_tensor_spec() and _rank_of(value) == len(schema.inputs[0].shape) - 1
    )
    data = parse_tf_serving_input({"inputs": [value] if single else value}, schema)
    return Friendly(Parsed(data, None, False), rows_in(data) or 1, single)


def _rank_of(value: Any) -> int:
    rank = 0
    while isinstance(value, list):
        rank += 1
        value = value[0] if value else None
    return rank
