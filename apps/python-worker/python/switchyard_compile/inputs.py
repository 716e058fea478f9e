"""What a model takes, as its signature says it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from mlflow.types import DataType, Schema

from switchyard_compile.refused import Refused

NUMBERS = {
    DataType.double: "float64",
    DataType.float: "float32",
    DataType.long: "int64",
    DataType.integer: "int32",
}
KINDS = {**NUMBERS, DataType.boolean: "bool", DataType.string: "object"}

Rows = pd.DataFrame | np.ndarray


@dataclass(frozen=True)
class Column:
    """A column, and the type of its values as NumPy calls it; texts are objects."""

    name: str
    dtype: str

    @property
    def is_text(self) -> bool:
        """Say whether it holds texts."""
        return self.dtype == "object"

    @property
    def is_float(self) -> bool:
        """Say whether it may hold NaN."""
        return self.dtype.startswith("float")


@dataclass(frozen=True)
class Inputs:
    """The columns of a table; of an array also its element type and shape (one column if it is no table)."""

    columns: list[Column]
    shape: list[int] | None = None
    dtype: str | None = None

    @property
    def is_array(self) -> bool:
        """Say whether rows come as an array."""
        return self.shape is not None

    @property
    def has_texts(self) -> bool:
        """Say whether any column holds texts."""
        return any(column.is_text for column in self.columns)


def read_inputs(schema: Schema) -> Inputs:
    """Read the inputs of a signature; throws `Refused` for what no table or array can hold."""
    if schema.is_tensor_spec():
        return array_inputs(schema)
    named = schema.has_input_names()
    columns = []
    for place, spec in enumerate(schema.inputs):
        name = spec.name if named else str(place)
        if spec.type not in KINDS:
            raise Refused(
                f"the column {name} is of the type {spec.type}, which no graph takes: use numbers or texts"
            )
        columns.append(Column(name, KINDS[spec.type]))
    return Inputs(columns)


def array_inputs(schema: Schema) -> Inputs:
    """Read the only array of a signature."""
    if schema.has_input_names():
        raise Refused(
            "the signature names its tensors, which this loader's models do not take: leave the names out"
        )
    spec = schema.inputs[0]
    dtype = np.dtype(spec.type)
    shape = [int(size) for size in spec.shape]
    if dtype.kind not in "fiub":
        raise Refused(f"the input is an array of {dtype}, which no graph takes here: use numbers")
    width = shape[1] if len(shape) == 2 else 1
    return Inputs([Column(str(place), dtype.name) for place in range(max(width, 1))], shape, dtype.name)


def sample_rows(inputs: Inputs, example: object) -> Rows:
    """Give rows that the model can be asked with: those of its example, or rows of ones."""
    if inputs.is_array:
        return array_rows(inputs, example)
    names = [column.name for column in inputs.columns]
    if isinstance(example, pd.DataFrame) and len(example) and list(map(str, example.columns)) == names:
        frame = example.head(50).reset_index(drop=True)
    elif (
        isinstance(example, np.ndarray)
        and example.ndim == 2
        and example.shape[1] == len(names)
        and len(example)
    ):
        frame = pd.DataFrame(example[:50])
    else:
        frame = rows_of_ones(inputs)
    frame.columns = names
    types = {column.name: column.dtype for column in inputs.columns if not column.is_text}
    try:
        return frame.astype(types)
    except (TypeError, ValueError):
        # What is missing cannot be a whole number.
        whole = frame.dropna().reset_index(drop=True)
        return (whole if len(whole) else rows_of_ones(inputs)).astype(types)


def rows_of_ones(inputs: Inputs) -> pd.DataFrame:
    """Give one row of which nothing is known but the types."""
    return pd.DataFrame({column.name: ["a" if column.is_text else 1] for column in inputs.columns})


def array_rows(inputs: Inputs, example: object) -> np.ndarray:
    """Give an array of the signature's type and shape."""
    shape = inputs.shape or []
    if isinstance(example, pd.DataFrame):
        example = example.to_numpy()
    if isinstance(example, np.ndarray) and example.ndim == len(shape) and len(example):
        return example[:50].astype(inputs.dtype)
    return np.ones([1 if size < 0 else size for size in shape], dtype=inputs.dtype)
