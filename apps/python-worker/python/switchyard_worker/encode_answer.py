"""Predictions as the bytes that MLflow's server would write."""

from __future__ import annotations

import json
from typing import Any

from mlflow.utils.proto_json_utils import NumpyEncoder, _get_jsonable_obj

from switchyard_worker.failures import summary_of
from switchyard_worker.frames import Failure
from switchyard_worker.strict_json import without_bare_words


def jsonable(predictions: Any) -> Any:
    """Predictions as lists and objects, as far as MLflow makes them that."""
    return _get_jsonable_obj(predictions, pandas_orient="records")


def encode_predictions(predictions: Any, unwrapped: bool, dialect: str) -> bytes:
    """The body of an answer; `unwrapped` without `predictions` around it."""
    try:
        content = jsonable(predictions)
        return encode_json(content if unwrapped else {"predictions": content}, dialect)
    except Exception as error:
        raise Failure(
            "internal", f"the model's answer cannot be written as JSON: {summary_of(error)}"
        ) from error


def encode_json(content: Any, dialect: str) -> bytes:
    """JSON with NumPy's and pandas' values as MLflow writes them; no bare words where it is `strict`."""
    # In one go, not MLflow's `json.dump`: the same text, which C code writes only then.
    text = json.dumps(content, cls=NumpyEncoder)
    return (without_bare_words(text) if dialect == "strict" else text).encode()
