"""Regressions and classifiers as the converters write them, and sums of two inputs."""

from collections.abc import Iterator

import numpy as np
import onnx
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, Schema
from onnx import TensorProto, helper

from parity.sample import Sample, Value, column_list, columns, graph, identity, tensor, tensors

X = {"x": ("float32", ["n", 4])}
NAMES = "abcd"
# Twelve weights and three intercepts that have short binary fractions.
WEIGHTS = [0.5, -0.25, 1.0, 0.125, -1.5, 0.75, 0.0625, 2.0, 0.25, -0.5, -0.125, 1.25]
# Small ones: a softmax of large numbers shows the order in which they were summed.
CLASS_WEIGHTS = [weight / 64 for weight in WEIGHTS]
INTERCEPTS = [0.5, -0.75, 0.25]
FOUR = (-1, 4)


def four(type_: str) -> ModelSignature:
    """Describe four columns."""
    return columns(**dict.fromkeys(NAMES, type_))


def regression() -> onnx.ModelProto:
    """Make a linear regression."""
    node = helper.make_node(
        "LinearRegressor", ["x"], ["variable"], domain="ai.onnx.ml", coefficients=WEIGHTS[:4], intercepts=[0.1]
    )
    return graph([node], X, {"variable": ("float32", ["n", 1])})


def regressions() -> Iterator[Sample]:
    """The same regression under every signature."""
    answer = Schema([ColSpec("float", "variable")])
    yield Sample("regression-ns", regression())
    yield Sample("regression-cs", regression(), ModelSignature(four("double").inputs, answer))
    yield Sample("regression-float-cs", regression(), four("float"))
    yield Sample("regression-long-cs", regression(), four("long"))
    yield Sample("regression-unnamed-cs", regression(), column_list([ColSpec("double")] * 4))
    yield Sample("regression-ts", regression(), tensors(tensor("float32", FOUR)))
    yield Sample("regression-double-ts", regression(), tensors(tensor("float64", FOUR)))
    optional = [ColSpec("double", name, required=name in "ab") for name in NAMES]
    yield Sample("regression-optional-cs", regression(), column_list(optional))


def classifier(label: str, scores: str, classes: list) -> tuple[list[onnx.NodeProto], dict[str, Value]]:
    """Make the part of a classifier that all have; its label is an output."""
    text = isinstance(classes[0], str)
    node = helper.make_node(
        "LinearClassifier",
        ["x"],
        [label, scores],
        domain="ai.onnx.ml",
        coefficients=CLASS_WEIGHTS,
        intercepts=INTERCEPTS,
        post_transform="SOFTMAX",
        multi_class=1,
        **{"classlabels_strings" if text else "classlabels_ints": classes},
    )
    return [node], {label: ("string" if text else "int64", ["n"])}


def plain() -> onnx.ModelProto:
    """Make a classifier with a table of probabilities."""
    nodes, outputs = classifier("label", "probabilities", [0, 1, 2])
    return graph(nodes, X, {**outputs, "probabilities": ("float32", ["n", 3])})


def zipmap(classes: list) -> onnx.ModelProto:
    """Make a classifier with a map of probabilities for each row."""
    nodes, outputs = classifier("output_label", "scores", classes)
    text = isinstance(classes[0], str)
    zipped = helper.make_node(
        "ZipMap",
        ["scores"],
        ["output_probability"],
        domain="ai.onnx.ml",
        **{"classlabels_strings" if text else "classlabels_int64s": classes},
    )
    key = TensorProto.STRING if text else TensorProto.INT64
    value = helper.make_tensor_type_proto(TensorProto.FLOAT, None)
    maps = helper.make_sequence_type_proto(helper.make_map_type_proto(key, value))
    return graph([*nodes, zipped], X, {**outputs, "output_probability": maps})


def raw() -> onnx.ModelProto:
    """Make a classifier that answers scores alone."""
    nodes = [helper.make_node("MatMul", ["x", "w"], ["product"]), helper.make_node("Add", ["product", "b"], ["raw"])]
    weights = {
        "w": np.array(WEIGHTS, dtype=np.float32).reshape(3, 4).T.copy(),
        "b": np.array(INTERCEPTS, dtype=np.float32),
    }
    return graph(nodes, X, {"raw": ("float32", ["n", 3])}, weights)


def classifiers() -> Iterator[Sample]:
    """Classifiers under every signature, and with labels that JSON keys and their order make odd."""
    signatures = {"ns": None, "cs": four("double"), "ts": tensors(tensor("float32", FOUR))}
    for key, signature in signatures.items():
        yield Sample(f"classifier-{key}", plain(), signature)
        yield Sample(f"zipmap-{key}", zipmap([0, 1, 2]), signature)
        yield Sample(f"raw-{key}", raw(), signature)
    yield Sample("zipmap-string-ns", zipmap(["setosa", "versicolor", "virginica"]))
    yield Sample("zipmap-string-cs", zipmap(["setosa", "versicolor", "virginica"]), four("double"))
    yield Sample("zipmap-digits-ns", zipmap(["10", "9", "é \"x\""]))
    yield Sample("zipmap-negative-ns", zipmap([5, -1, 12]))


def pair(shape: list) -> onnx.ModelProto:
    """Make a graph that answers sum and product."""
    nodes = [helper.make_node("Add", ["a", "b"], ["s"]), helper.make_node("Mul", ["a", "b"], ["m"])]
    value = ("float32", shape)
    return graph(nodes, {"a": value, "b": value}, {"s": value, "m": value})


def two() -> Iterator[Sample]:
    """Two inputs."""
    for key, dtypes in {"inputs": ["n"], "columns": ["n", 1]}.items():
        shape = tuple(-1 if axis == "n" else axis for axis in dtypes)
        yield Sample(f"two-{key}-ns", pair(dtypes))
        yield Sample(f"two-{key}-cs", pair(dtypes), columns(a="double", b="double"))
        named = tensors(tensor("float32", shape, "a"), tensor("float32", shape, "b"))
        yield Sample(f"two-{key}-ts", pair(dtypes), named)
    ordered = columns(b="float", a="float")
    yield Sample("two-inputs-reordered-cs", identity({name: ("float32", ["n"]) for name in "ab"}), ordered)


def samples() -> Iterator[Sample]:
    """All of them."""
    for family in (regressions, classifiers, two):
        yield from family()
