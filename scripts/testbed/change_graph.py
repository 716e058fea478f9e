"""Changes what a graph answers, as a fault of a converter or of a disk would.

    change_graph.py GRAPH coefficient   one coefficient is twice as large
    change_graph.py GRAPH threshold     one threshold of a tree is moved by a twentieth of itself
    change_graph.py GRAPH label         a few flowers of the first class are called by the name of the second

Run it with the Python that install-flavors.sh made.
"""

import sys

import numpy as np
import onnx
from onnx import helper, numpy_helper


def coefficient(graph: onnx.GraphProto) -> None:
    """Change the largest number of the first matrix."""
    matrix = next(each for each in graph.initializer if len(each.dims) == 2 and min(each.dims) > 1)
    values = numpy_helper.to_array(matrix).copy()
    values.ravel()[np.abs(values).argmax()] *= 2
    matrix.CopyFrom(numpy_helper.from_array(values, matrix.name))


def threshold(graph: onnx.GraphProto) -> None:
    """Change the first threshold."""
    [tree] = [each for each in graph.node if each.op_type.startswith("TreeEnsemble")]
    attribute = next(each for each in tree.attribute if each.name == "nodes_splits")
    values = numpy_helper.to_array(attribute.t).copy()
    values.ravel()[np.flatnonzero(values)[0]] *= 1.05
    attribute.t.CopyFrom(numpy_helper.from_array(values, attribute.t.name))


def label(graph: onnx.GraphProto) -> None:
    """Where the first number lies in a narrow range, and the first class has won, let the second win."""
    place, winner = next((at, each) for at, each in enumerate(graph.node) if each.op_type == "ArgMax")
    [won], taken = winner.output, f"{winner.output[0]}_taken"
    for node in graph.node:
        node.input[:] = [taken if each == won else each for each in node.input]
    dtype = helper.tensor_dtype_to_np_dtype(graph.input[0].type.tensor_type.elem_type)
    constants = {"zero": np.int64(0), "one": np.int64(1), "from": dtype.type(5.0), "to": dtype.type(5.1)}
    graph.initializer.extend(numpy_helper.from_array(np.array(each), name) for name, each in constants.items())
    steps = [
        ("Gather", [graph.input[0].name, "zero"], "length", {"axis": 1}),
        ("Greater", ["length", "from"], "above", {}),
        ("Less", ["length", "to"], "below", {}),
        ("And", ["above", "below"], "within", {}),
        ("Equal", [won, "zero"], "first", {}),
        ("And", ["within", "first"], "odd", {}),
        ("Where", ["odd", "one", won], taken, {}),
    ]
    for at, (operator, inputs, output, attributes) in enumerate(steps):
        graph.node.insert(place + 1 + at, helper.make_node(operator, inputs, [output], **attributes))


def main() -> None:
    """Read the command line."""
    [path, what] = sys.argv[1:]
    model = onnx.load(path)
    {"coefficient": coefficient, "threshold": threshold, "label": label}[what](model.graph)
    onnx.save(model, path)


if __name__ == "__main__":
    main()
