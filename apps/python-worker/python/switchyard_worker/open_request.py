"""Requests of the Open Inference Protocol: JSON, and tensors in it or behind it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from mlflow.pyfunc import PyFuncModel

from switchyard_worker.failures import parsing_failure
from switchyard_worker.friendly_cell import found
from switchyard_worker.open_data import data_of
from switchyard_worker.open_datatypes import refused
from switchyard_worker.open_inputs import arrays_in, parameters_in, split_body
from switchyard_worker.parse_body import Parsed


class Asked(NamedTuple):
    """What a request wants of its answer."""

    id: str | None
    names: list[str]
    """The outputs that were named; none means all."""
    in_bytes: dict[str, bool]
    """Of outputs that say so themselves, whether they are sent as bytes."""
    all_in_bytes: bool
    """What counts for the others."""


class OpenRequest(NamedTuple):
    """What a request asks, and how."""

    parsed: Parsed
    asked: Asked


def parse_open(body: bytes, content_type: str, model: PyFuncModel) -> OpenRequest:
    """Reads a request, and puts its tensors as MLflow's model wants its data."""
    try:
        header, behind = split_body(body, content_type)
        content = json.loads(header)
        if not isinstance(content, dict):
            raise refused(f"body: expected an object with inputs, found {found(content)}")
        arrays = arrays_in(content, behind)
        schema = model.metadata.get_input_schema()
        parameters = parameters_in(content, "")
        params = _params_in(parameters, model)
        return OpenRequest(Parsed(data_of(arrays, schema), params, False), _asked_in(content, parameters))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise refused(f"body: not valid JSON: {error}") from error
    except Exception as error:
        raise parsing_failure(error) from error


def _params_in(parameters: dict[str, Any], model: PyFuncModel) -> dict[str, Any] | None:
    """Those that the model's signature knows; others are the protocol's."""
    schema = model.metadata.get_params_schema()
    names = [] if schema is None else [each.name for each in schema.params]
    return {name: parameters[name] for name in names if name in parameters} or None


def _asked_in(content: dict[str, Any], parameters: dict[str, Any]) -> Asked:
    request_id, outputs = content.get("id"), content.get("outputs", [])
    if request_id is not None and not isinstance(request_id, str):
        raise refused(f"id: expected a text, found {found(request_id)}")
    if not isinstance(outputs, list):
        raise refused(f"outputs: expected a list of tensors, found {found(outputs)}")
    asked = Asked(request_id, [], {}, _flag(parameters, "binary_data_output", ""))
    for index, each in enumerate(outputs):
        name = each.get("name") if isinstance(each, dict) else None
        if not isinstance(name, str):
            raise refused(f"outputs[{index}].name: expected a text, found {found(name)}")
        own = parameters_in(each, f"outputs[{index}].")
        if "classification" in own:
            raise refused(f"output '{name}': classification is not supported")
        asked.names.append(name)
        if "binary_data" in own:
            asked.in_bytes[name] = _flag(own, "binary_data", f"outputs[{index}].")
    return asked


def _flag(parameters: dict[str, Any], name: str, place: str) -> bool:
    value = parameters.get(name, False)
    if isinstance(value, bool):
        return value
    raise refused(f"{place}parameters.{name}: expected true or false, found {found(value)}")
