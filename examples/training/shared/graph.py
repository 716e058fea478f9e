"""Writes ONNX graphs node by node, with int8 products where ranges are known.

Weights are int8 in 7 bits: on processors without dot-product instructions ONNX Runtime adds pairs of products in 16
bits, and with 8 bits these could overflow. Activations have fixed ranges, measured once on training data, so that an
answer does not depend on what else is in the batch, as it would with ranges taken from each batch.
"""

from collections.abc import Iterable

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

WEIGHT_LIMIT = 64
Range = tuple[float, float]


class GraphBuilder:
    """Collects nodes and constants, and invents names."""

    def __init__(self, ranges: list[Range] | None = None, prefix: str = "") -> None:
        """Start with nothing; with `ranges`, quantise: one for each product, in the order they are added."""
        self.nodes, self.constants, self.products = [], {}, []
        self.ranges, self.prefix = ranges, prefix

    def constant(self, value: np.ndarray) -> str:
        """Add a constant."""
        name = f"{self.prefix}constant_{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operator: str, *inputs: str, outputs: int | list[str] = 1, **attributes: object) -> str | list[str]:
        """Add a node; give the name or the names of what it makes."""
        names = outputs
        if isinstance(outputs, int):
            names = [f"{self.prefix}{operator.lower()}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names[0] if len(names) == 1 else names

    def product(self, x: str, matrix: np.ndarray) -> str:
        """Multiply by a constant matrix, in int8 where ranges are given."""
        self.products.append(x)
        if self.ranges is None:
            return self.add("MatMul", x, self.constant(matrix))
        low, high = self.ranges[len(self.products) - 1]
        step = np.float32((high - low) / 255)
        scale = [self.constant(np.array(step)), self.constant(np.array(round(-low / step), np.uint8))]
        x = self.add("DequantizeLinear", self.add("QuantizeLinear", x, *scale), *scale)
        steps = np.maximum(np.abs(matrix).max(axis=0) / WEIGHT_LIMIT, 1e-12).astype(np.float32)
        small = np.round(matrix / steps).astype(np.int8)
        weights = [self.constant(value) for value in (small, steps, np.zeros(len(steps), np.int8))]
        return self.add("MatMul", x, self.add("DequantizeLinear", *weights, axis=1))

    def model(self, inputs: list, outputs: list) -> onnx.ModelProto:
        """Make the model of everything added."""
        graph = helper.make_graph(self.nodes, "switchyard", inputs, outputs, list(self.constants.values()))
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="switchyard")


def join(model: onnx.ModelProto, more: GraphBuilder, outputs: list) -> onnx.ModelProto:
    """Put more nodes behind a model, in place of its outputs."""
    model.graph.node.extend(more.nodes)
    model.graph.initializer.extend(more.constants.values())
    del model.graph.output[:]
    model.graph.output.extend(outputs)
    return model


def measure(model: onnx.ModelProto, tensors: list[str], batches: Iterable[dict]) -> list[Range]:
    """Run a float model over calibration batches and give the range of each tensor, zero included."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    del watched.graph.output[:]
    names = list(dict.fromkeys(tensors))
    watched.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString())
    found = {name: [0.0, 0.0] for name in names}
    for batch in batches:
        for name, value in zip(names, session.run(names, batch), strict=True):
            found[name] = [min(found[name][0], float(value.min())), max(found[name][1], float(value.max()))]
    return [tuple(found[name]) for name in tensors]
