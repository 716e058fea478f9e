"""Models that answer what they are given: every type, every rank, with and without a tensor signature."""

from collections.abc import Iterator

import numpy as np
from mlflow.models import ModelSignature
from mlflow.types import Schema, TensorSpec
from onnx import helper

from parity.sample import TYPES, Sample, echo, graph, identity, tensor, tensors

PAIR = ["n", 2]


def types() -> Iterator[Sample]:
    """Every type twice."""
    for dtype in TYPES:
        spec = tensor(dtype, (-1, 2))
        yield Sample(f"{dtype}-ns", echo(dtype, PAIR))
        yield Sample(f"{dtype}-ts", echo(dtype, PAIR), ModelSignature(Schema([spec]), Schema([spec])))


def ranks() -> Iterator[Sample]:
    """Other shapes."""
    yield Sample("float32-named-ts", echo("float32", PAIR), tensors(tensor("float32", (-1, 2), "x")))
    yield Sample("float32-1d-ts", echo("float32", ["n"]), tensors(tensor("float32", (-1,))))
    yield Sample("float32-3d-ts", echo("float32", ["n", 2, 2]), tensors(tensor("float32", (-1, 2, 2))))
    yield Sample("float32-4d-ts", echo("float32", ["n", 1, 2, 2]), tensors(tensor("float32", (-1, 1, 2, 2))))
    yield Sample("float32-wild-ts", echo("float32", ["n", "m", 2]), tensors(tensor("float32", (-1, -1, 2))))
    yield Sample("float32-2d-wild-ts", echo("float32", ["n", "m"]), tensors(tensor("float32", (-1, -1))))
    yield Sample("float32-large-ts", echo("float32", ["n", 256]), tensors(tensor("float32", (-1, 256))))
    yield Sample("float32-3d-ns", echo("float32", ["n", 2, 2]))
    for dtype in ("float32", "float64", "int64", "bool", "string"):
        yield Sample(f"{dtype}-1d-ns", echo(dtype, ["n"]))
    yield Sample("string-1d-ts", echo("string", ["n"]), tensors(tensor("string", (-1,))))
    yield Sample("object-1d-ts", echo("string", ["n"]), tensors(TensorSpec(np.dtype("object"), (-1,))))
    yield Sample("object-ts", echo("string", PAIR), tensors(TensorSpec(np.dtype("object"), (-1, 2))))
    yield Sample("string-named-ts", echo("string", ["n"]), tensors(tensor("string", (-1,), "x")))


def fixed() -> Iterator[Sample]:
    """Shapes that say how many rows there are, or that there are none."""
    yield Sample("fixed-one-ns", echo("float32", [1, 3]))
    yield Sample("fixed-one-ts", echo("float32", [1, 3]), tensors(tensor("float32", (1, 3))))
    yield Sample("fixed-two-ns", echo("float32", [2, 3]))
    yield Sample("fixed-two-ts", echo("float32", [2, 3]), tensors(tensor("float32", (2, 3))))
    yield Sample("scalar-input-ns", echo("float32", []))
    yield Sample("scalar-string-ns", echo("string", []))


def several() -> Iterator[Sample]:
    """Several inputs."""
    values = {"x": ("float32", ["n", 3]), "y": ("float32", ["n", 2, 2]), "k": ("int64", ["n"])}
    specs = [tensor("float32", (-1, 3), "x"), tensor("float32", (-1, 2, 2), "y"), tensor("int64", (-1,), "k")]
    yield Sample("mixed-ranks-ts", identity(values), tensors(*specs))
    yield Sample("mixed-ranks-ns", identity(values))
    yield Sample("input-named-ns", identity({"input": ("float32", PAIR)}))
    yield Sample("prompt-messages-ns", identity({"prompt": ("string", ["n"]), "messages": ("string", ["n"])}))
    yield Sample("prompt-input-ns", identity({"prompt": ("float32", ["n"]), "input": ("float32", ["n"])}))


def external() -> Iterator[Sample]:
    """Weights that lie beside the graph."""
    weights = (np.arange(8 * 64, dtype=np.float32) / 256 - 1).reshape(8, 64)
    made = graph(
        [helper.make_node("MatMul", ["x", "weights"], ["y"])],
        {"x": ("float32", ["n", 8])},
        {"y": ("float32", ["n", 64])},
        {"weights": weights},
    )
    options = {"save_as_external_data": True, "location": "model.onnx.data"}
    yield Sample("external-data-ts", made, tensors(tensor("float32", (-1, 8))), options)


def samples() -> Iterator[Sample]:
    """All of them."""
    for family in (types, ranks, fixed, several, external):
        yield from family()
