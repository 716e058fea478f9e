"""Predictions as tensors of the Open Inference Protocol."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
from mlflow.pyfunc import PyFuncModel

from switchyard_worker.failures import summary_of
from switchyard_worker.frames import Answer, Failure
from switchyard_worker.open_bytes import bytes_of
from switchyard_worker.open_datatypes import DATATYPES, refused
from switchyard_worker.open_request import Asked
from switchyard_worker.strict_json import without_bare_words

_UNNAMED = "output-1"
SCORES = "probabilities"


def tensors_of(value: Any, scores: Any, model: PyFuncModel) -> dict[str, np.ndarray]:
    """What a model gave, by the names of outputs; the scores of its classes behind it."""
    try:
        tensors = {name: _plain(each) for name, each in _named(value, model).items()}
    except Failure:
        raise
    except Exception as error:
        raise Failure("model_error", f"the model's answer makes no tensors: {summary_of(error)}") from error
    return tensors if scores is None else {**tensors, SCORES: _plain(scores)}


def open_answer(
    tensors: dict[str, np.ndarray], asked: Asked, served: dict[str, str], dialect: str, infer_ms: float
) -> Answer:
    """The tensors that were asked for, in JSON or as bytes behind it."""
    unknown = next((name for name in asked.names if name not in tensors), None)
    if unknown is not None:
        raise refused(f'unexpected inference output "{unknown}" for the model; it gives {list(tensors)}')
    outputs, behind = [], []
    for name in asked.names or tensors:
        array = tensors[name]
        told = {"name": name, "datatype": DATATYPES[array.dtype], "shape": list(array.shape)}
        if asked.in_bytes.get(name, asked.all_in_bytes):
            behind.append(bytes_of(array))
            outputs.append({**told, "parameters": {"binary_data_size": len(behind[-1])}})
        else:
            outputs.append({**told, "data": array.ravel().tolist()})
    header = {"model_name": served["name"], "model_version": served["version"]}
    if asked.id is not None:
        header["id"] = asked.id
    text = json.dumps({**header, "outputs": outputs})
    body = (without_bare_words(text) if dialect == "strict" else text).encode()
    if not behind:
        return Answer(body, infer_ms)
    return Answer(b"".join([body, *behind]), infer_ms, f"application/octet-stream; header={len(body)}")


def _named(value: Any, model: PyFuncModel) -> dict[str, Any]:
    if isinstance(value, dict):
        return {str(name): each for name, each in value.items()}
    if isinstance(value, pd.DataFrame):
        # Columns that are only counted were an array before.
        if list(value.columns) == list(range(value.shape[1])):
            return {_name_in(model): value.to_numpy()}
        return {str(name): value[name] for name in value.columns}
    return {_name_in(model): value}


def _name_in(model: PyFuncModel) -> str:
    """The only name in the signature of the outputs."""
    schema = model.metadata.get_output_schema()
    names = schema.input_names() if schema is not None and schema.has_input_names() else []
    return names[0] if len(names) == 1 else _UNNAMED


def _plain(values: Any) -> np.ndarray:
    """An array of elements that the protocol knows; texts stand for what else has no type."""
    array = np.asarray(values)
    if array.dtype == object:
        better = np.asarray(array.tolist())
        if better.dtype.kind in "iufb" and better.shape == array.shape:
            return _plain(better)
    elif array.dtype.kind not in "USM":
        little = array.dtype.newbyteorder("<")
        if little in DATATYPES:
            return array.astype(little, copy=False)
        raise Failure("model_error", f"the model's answer has elements of {array.dtype}, which are no tensor")
    texts = np.empty(array.size, object)
    texts[:] = [_text(each) for each in array.ravel()]
    return texts.reshape(array.shape)


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
