"""Helpers for graphs that stand beside a scikit-learn model."""

import onnx
from onnx import TensorProto, helper

OPSETS = {"": 18, "ai.onnx.ml": 3}


def one_input_per_column(model: onnx.ModelProto, columns: list[str]) -> onnx.ModelProto:
    """Replace the only input, a matrix of doubles [N, C], by one input [N, 1] for each column."""
    matrix = model.graph.input[0].name
    del model.graph.input[:]
    model.graph.input.extend(helper.make_tensor_value_info(column, TensorProto.DOUBLE, ["N", 1]) for column in columns)
    model.graph.node.insert(0, helper.make_node("Concat", columns, [matrix], axis=1))
    return model
