"""What a model of the suite is made of, and short ways to say it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, ParamSchema, Schema, TensorSpec
from onnx import TensorProto, helper, numpy_helper

# NumPy's names, as signatures say them, and ONNX's.
TYPES = {
    "float16": TensorProto.FLOAT16,
    "float32": TensorProto.FLOAT,
    "float64": TensorProto.DOUBLE,
    "int8": TensorProto.INT8,
    "int16": TensorProto.INT16,
    "int32": TensorProto.INT32,
    "int64": TensorProto.INT64,
    "uint8": TensorProto.UINT8,
    "uint16": TensorProto.UINT16,
    "uint32": TensorProto.UINT32,
    "uint64": TensorProto.UINT64,
    "bool": TensorProto.BOOL,
    "string": TensorProto.STRING,
}
OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]

# A type and a shape, whose texts are free axes; an output may be any other type of ONNX.
Value = tuple[str, list] | onnx.TypeProto


@dataclass(frozen=True)
class Sample:
    """A model: its name, its graph, what it says of itself, and what else MLflow's `save_model` is told."""

    name: str
    graph: onnx.ModelProto
    signature: ModelSignature | None = None
    options: dict[str, Any] = field(default_factory=dict)


def value_info(name: str, value: Value) -> onnx.ValueInfoProto:
    """Name a value of a graph."""
    if isinstance(value, onnx.TypeProto):
        return helper.make_value_info(name, value)
    return helper.make_tensor_value_info(name, TYPES[value[0]], value[1])


def graph(
    nodes: list[onnx.NodeProto],
    inputs: dict[str, Value],
    outputs: dict[str, Value],
    constants: dict[str, np.ndarray] | None = None,
) -> onnx.ModelProto:
    """Make a graph."""
    made = helper.make_graph(
        nodes,
        "parity",
        [value_info(name, value) for name, value in inputs.items()],
        [value_info(name, value) for name, value in outputs.items()],
        [numpy_helper.from_array(value, name) for name, value in (constants or {}).items()],
    )
    model = helper.make_model(made, opset_imports=OPSETS, ir_version=9)
    onnx.checker.check_model(model)
    return model


def identity(values: dict[str, Value], outputs: dict[str, str] | None = None) -> onnx.ModelProto:
    """Make a graph that answers its inputs, by default as `<input>_out`."""
    names = outputs or {name: f"{name}_out" for name in values}
    nodes = [helper.make_node("Identity", [name], [names[name]]) for name in values]
    return graph(nodes, values, {names[name]: value for name, value in values.items()})


def echo(dtype: str, shape: list) -> onnx.ModelProto:
    """Make a graph that answers its input `x` as `y`."""
    return identity({"x": (dtype, shape)}, {"x": "y"})


def tensor(dtype: str, shape: tuple, name: str | None = None) -> TensorSpec:
    """Describe a tensor."""
    return TensorSpec(np.dtype("str" if dtype == "string" else dtype), shape, name)


def tensors(*specs: TensorSpec, params: ParamSchema | None = None) -> ModelSignature:
    """Make a signature of tensors."""
    return ModelSignature(inputs=Schema(list(specs)), params=params)


def columns(params: ParamSchema | None = None, /, **types: Any) -> ModelSignature:
    """Make a signature of required columns."""
    return column_list([ColSpec(type_, name) for name, type_ in types.items()], params)


def column_list(specs: list[ColSpec], params: ParamSchema | None = None) -> ModelSignature:
    """Make a signature of columns."""
    return ModelSignature(inputs=Schema(specs), params=params)
