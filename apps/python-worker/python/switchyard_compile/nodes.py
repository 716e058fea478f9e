"""Where nodes of a graph are put while it is written."""

from typing import Protocol

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ML = "ai.onnx.ml"
OPSETS = {"": 18, ML: 5}


class Nodes(Protocol):
    """Takes nodes and constants, and names what they give."""

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node of one output, and give its name."""
        ...

    def constant(self, value: np.ndarray) -> str:
        """Add a constant, and give its name."""
        ...


class Graph:
    """Nodes of a graph that is written here alone."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node of one output, and give its name."""
        name = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], domain=domain, **attributes))
        return name

    def constant(self, value: np.ndarray) -> str:
        """Add a constant, and give its name."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(tensor(value, name))
        return name

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """Give the whole of it."""
        graph = helper.make_graph(self.nodes, "companion", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="switchyard")


def tensor(value: np.ndarray, name: str = "") -> onnx.TensorProto:
    """Give an array as a constant."""
    if value.dtype.kind in "UO":
        texts = [str(each).encode() for each in value.ravel()]
        return helper.make_tensor(name, TensorProto.STRING, value.shape, texts)
    return numpy_helper.from_array(np.ascontiguousarray(value).reshape(value.shape), name)


def cast(nodes: Nodes, source: str, to: int) -> str:
    """Cast to an element type."""
    return nodes.add("Cast", source, to=to)


def as_float32(nodes: Nodes, source: str) -> str:
    """Round doubles to single precision, and keep them doubles."""
    return cast(nodes, cast(nodes, source, TensorProto.FLOAT), TensorProto.DOUBLE)
