"""Writes nodes into the graph that skl2onnx is making."""

from typing import Any

import numpy as np
from onnx import TensorProto
from skl2onnx.common.data_types import DoubleTensorType

from switchyard_compile.nodes import Nodes, cast, tensor

# As skl2onnx is told; the version that TreeEnsemble needs is written when all is converted.
VERSIONS = {"": 18, "ai.onnx.ml": 2, "com.microsoft": 1}


class ContainerNodes:
    """Nodes of a part of skl2onnx's graph."""

    def __init__(self, scope: Any, container: Any) -> None:
        """Write where skl2onnx says."""
        self.scope, self.container = scope, container

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node of one output, and give its name."""
        name = self.scope.get_unique_variable_name(f"switchyard_{operator.lower()}")
        self.container.add_node(
            operator,
            list(inputs),
            [name],
            op_domain=domain,
            op_version=VERSIONS[domain],
            name=self.scope.get_unique_operator_name(operator),
            **attributes,
        )
        return name

    def constant(self, value: np.ndarray) -> str:
        """Add a constant, and give its name."""
        name = self.scope.get_unique_variable_name("switchyard_constant")
        made = tensor(value, name)
        if made.data_type == TensorProto.STRING:
            self.container.add_initializer(name, made.data_type, list(made.dims), list(made.string_data))
        else:
            self.container.add_initializer(name, made.data_type, list(made.dims), made)
        return name

    def give(self, operator: Any, *values: str) -> None:
        """Name what an operator gives, output by output."""
        for variable, value in zip(operator.outputs, values, strict=False):
            self.container.add_node(
                "Identity", value, variable.full_name, name=self.scope.get_unique_operator_name("Identity")
            )


def doubles(nodes: Nodes, operator: Any) -> str:
    """Give all inputs of an operator side by side as doubles."""
    parts = [
        each.full_name
        if isinstance(each.type, DoubleTensorType)
        else cast(nodes, each.full_name, TensorProto.DOUBLE)
        for each in operator.inputs
    ]
    return parts[0] if len(parts) == 1 else nodes.add("Concat", *parts, axis=1)


def columns_of(nodes: Nodes, operator: Any) -> list[tuple[str, Any]]:
    """Give the inputs of an operator column by column, each [rows, 1], with their types."""
    found: list[tuple[str, Any]] = []
    for each in operator.inputs:
        width = each.type.shape[1] if len(each.type.shape) == 2 else 1
        if width == 1:
            found.append((each.full_name, each.type))
            continue
        for place in range(width):
            index = nodes.constant(np.array([place]))
            found.append((nodes.add("Gather", each.full_name, index, axis=1), each.type))
    return found
