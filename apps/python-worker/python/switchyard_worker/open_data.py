"""Tensors as the data that MLflow's models take."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from mlflow.types import DataType, Schema

from switchyard_worker.open_datatypes import refused


def data_of(arrays: dict[str, np.ndarray], schema: Schema | None) -> Any:
    """The tensors as MLflow's `inputs` would be: a table, arrays by name, or one array."""
    if schema is not None and not schema.is_tensor_spec():
        return _table_of(arrays, schema)
    names = schema.input_names() if schema is not None and schema.has_input_names() else None
    if names is None and len(arrays) == 1:
        return next(iter(arrays.values()))
    unknown = next((name for name in arrays if names is not None and name not in names), None)
    if unknown is not None:
        raise refused(f'unexpected inference input "{unknown}" for the model; it takes {names}')
    if schema is not None and names is None:
        raise refused(f"expected 1 inputs but got {len(arrays)} inputs for the model")
    return arrays


def _table_of(arrays: dict[str, np.ndarray], schema: Schema) -> pd.DataFrame:
    specs = schema.inputs
    names = [spec.name for spec in specs]
    name, matrix = next(iter(arrays.items()))
    if len(arrays) == 1 and name not in names and matrix.ndim == 2 and matrix.shape[1] == len(specs) > 1:
        return pd.DataFrame(matrix, columns=names if schema.has_input_names() else None)
    times = {spec.name for spec in specs if spec.type == DataType.datetime}
    columns = {key: _column_of(key, array, key in times) for key, array in arrays.items()}
    rows = len(columns[name])
    for key, column in columns.items():
        if len(column) != rows:
            raise refused(f"input '{key}': expected {rows} rows as in '{name}', found {len(column)}")
    return pd.DataFrame(columns)


def _column_of(name: str, array: np.ndarray, is_time: bool) -> Any:
    if array.ndim == 0:
        raise refused(f"input '{name}': expected the shape [rows], found []")
    if array.size != len(array):
        return list(array)
    column = array.reshape(len(array))
    return pd.to_datetime(pd.Series(column)) if is_time and column.dtype == object else column
