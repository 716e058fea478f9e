"""Models whose answers are odd: no rows, one number, NaN, or rows that depend on one another."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from parity.sample import Sample, Value, columns, graph, tensor, tensors

ROWS = ("float32", ["n", 2])
LINE = ("float32", ["n"])


def through(operator: str, given: Value, answer: Value, *constants: np.ndarray, **attributes: Any) -> onnx.ModelProto:
    """Make a graph of one operator from `x` to `y`; constants are its other inputs."""
    named = {f"c{index}": value for index, value in enumerate(constants)}
    node = helper.make_node(operator, ["x", *named], ["y"], **attributes)
    return graph([node], {"x": given}, {"y": answer}, named)


def numbers() -> Iterator[Sample]:
    """Numbers that JSON has no word for, or that doubles do not hold."""
    yield Sample("log-ns", through("Log", LINE, LINE))
    yield Sample("log-cs", through("Log", ROWS, ROWS), columns(a="double", b="double"))
    doubles = ("float64", ["n", 1])
    yield Sample("reciprocal-cs", through("Reciprocal", doubles, doubles), columns(x="double"))
    yield Sample("exp-ns", through("Exp", ("float64", ["n"]), ("float64", ["n"])))
    yield Sample("half-ns", through("Cast", ROWS, ("float16", ["n", 2]), to=TensorProto.FLOAT16))
    longs = ("int64", ["n"])
    yield Sample("int64-large-ns", through("Add", longs, longs, np.array(9007199254740993)))
    unsigned = through("Cast", longs, ("uint64", ["n"]), to=TensorProto.UINT64)
    yield Sample("uint64-large-ns", unsigned)
    yield Sample("is-nan-ns", through("IsNaN", ROWS, ("bool", ["n", 2])))


def shapes() -> Iterator[Sample]:
    """Answers that have not the rows of what was asked."""
    total = through("ReduceSum", ROWS, ("float32", []), keepdims=0)
    yield Sample("scalar-output-ns", total)
    yield Sample("scalar-output-cs", total, columns(a="double", b="double"))
    yield Sample("scalar-output-ts", total, tensors(tensor("float32", (-1, 2))))
    yield Sample("no-rows-ns", through("NonZero", LINE, ("int64", [1, "found"])))
    yield Sample("no-rows-cs", through("NonZero", ROWS, ("int64", [2, "found"])), columns(a="double", b="double"))
    yield Sample("transpose-ns", through("Transpose", ROWS, ("float32", [2, "n"])))
    yield Sample("cube-ns", through("Reshape", ("float32", ["n", 4]), ("float32", ["n", 2, 2]), np.array([-1, 2, 2])))
    yield Sample("shape-ns", through("Shape", ("float32", ["n", "m", "k"]), ("int64", [3])))


def dependent() -> Iterator[Sample]:
    """Rows whose answers depend on the rows beside them."""
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["mean"], axes=[0], keepdims=1),
        helper.make_node("Sub", ["x", "mean"], ["y"]),
    ]
    yield Sample("batch-sensitive-ns", graph(nodes, {"x": ROWS}, {"y": ROWS}))
    yield Sample("batch-sensitive-ts", graph(nodes, {"x": ROWS}, {"y": ROWS}), tensors(tensor("float32", (-1, 2))))
    yield Sample("running-sum-ns", through("CumSum", ROWS, ROWS, np.array(0)))
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["bytes", "scale", "zero"]),
        helper.make_node("DequantizeLinear", ["bytes", "scale", "zero"], ["y"]),
    ]
    quantized = graph(nodes, {"x": ROWS}, {"y": ROWS})
    yield Sample("quantized-ns", quantized)
    yield Sample("quantized-cs", quantized, columns(a="double", b="double"))


def texts() -> Iterator[Sample]:
    """Texts that the graph changes."""
    given, answer = ("string", ["n"]), ("string", ["m"])
    how = {"case_change_action": "UPPER", "locale": "C"}  # which every machine has
    yield Sample("upper-ns", through("StringNormalizer", given, answer, **how))
    parsed = through("Cast", ("string", ["n"]), LINE, to=TensorProto.FLOAT)
    yield Sample("parsed-ns", parsed)
    printed = through("Cast", LINE, ("string", ["n"]), to=TensorProto.STRING)
    yield Sample("printed-ns", printed)


def failing() -> Iterator[Sample]:
    """Graphs that fail on some rows, and what MLflow is told of how to run them."""
    table = graph(
        [helper.make_node("Gather", ["table", "x"], ["y"])],
        {"x": ("int64", ["n"])},
        {"y": LINE},
        {"table": np.array([0.5, 1.5, 2.5], dtype=np.float32)},
    )
    yield Sample("lookup-ns", table)
    longs = ("int64", ["n"])
    division = [helper.make_node("Div", ["a", "b"], ["y"])]
    yield Sample("division-ns", graph(division, {"a": longs, "b": longs}, {"y": longs}))
    options = {"execution_mode": "parallel", "intra_op_num_threads": 1, "graph_optimization_level": 1}
    how = {"onnx_session_options": options, "onnx_execution_providers": ["CPUExecutionProvider"]}
    yield Sample("session-options-ns", through("Neg", ROWS, ROWS), options=how)
    metadata = {"owner": "é", "rows": [1, {"a": None}]}
    yield Sample("metadata-ns", through("Abs", ROWS, ROWS), options={"metadata": metadata})


def samples() -> Iterator[Sample]:
    """All of them."""
    for family in (numbers, shapes, dependent, texts, failing):
        yield from family()
