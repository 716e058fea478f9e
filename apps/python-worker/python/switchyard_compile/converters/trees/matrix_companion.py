"""A companion that takes one matrix of doubles."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
from onnx import TensorProto, helper

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs
from switchyard_compile.model_folder import ModelFolder, first_line
from switchyard_compile.nodes import Graph
from switchyard_compile.refused import Refused

# From nodes, source and model: the answer, and for a classifier the probabilities.
Write = Callable[[Graph, str, Any], tuple[str, ...]]


def boosted_companion(graph: ModuleType, folder: ModelFolder, inputs: Inputs, converter: str) -> Companion:
    """Write the graph of a booster, or of an estimator around one, by the module that knows its library."""
    model = folder.served.get_raw_model()
    write = graph.write_booster if type(model).__name__ == "Booster" else graph.write_estimator
    return matrix_companion(write, model, inputs, converter)


def matrix_companion(write: Write, model: Any, inputs: Inputs, converter: str) -> Companion:
    """Write the graph of a model whose rows are numbers."""
    if inputs.has_texts:
        raise Refused(
            "the signature has columns of texts, which the model's library takes as pandas' categories alone"
        )
    name = "features"
    while any(column.name == name for column in inputs.columns):
        name += "_"
    graph = Graph()
    try:
        written = write(graph, name, model)
    except NotImplementedError as cause:
        raise Refused(f"no graph is written for {cause}") from cause
    except (KeyError, ValueError, AttributeError) as cause:
        raise Refused(f"{converter} cannot write this model: {first_line(cause)}") from cause
    named = ("label", "probabilities") if len(written) == 2 else ("prediction",)
    return Companion(
        graph.model(
            [value(name, TensorProto.DOUBLE, ["rows", len(inputs.columns)])],
            outputs(graph, written, named, model),
        ),
        converter,
        named[0],
        named[1] if len(written) == 2 else None,
        class_names(model) if len(written) == 2 else None,
    )


def outputs(graph: Graph, written: tuple[str, ...], named: tuple[str, ...], model: Any) -> list[Any]:
    """Name what was written; a class is of the type of its names."""
    for source, target in zip(written, named, strict=True):
        graph.nodes.append(helper.make_node("Identity", [source], [target]))
    if len(written) == 1:
        return [value("prediction", TensorProto.DOUBLE, ["rows", "answers"])]
    texts = np.asarray(model.classes_).dtype.kind in "UO"
    return [
        value("label", TensorProto.STRING if texts else TensorProto.INT64, ["rows"]),
        value("probabilities", TensorProto.DOUBLE, ["rows", len(model.classes_)]),
    ]


def value(name: str, dtype: int, shape: list[int | str]) -> Any:
    """Describe an input or an output."""
    return helper.make_tensor_value_info(name, dtype, shape)


def class_names(model: Any) -> list[str]:
    """Give the names of a classifier's classes."""
    return [str(each) for each in model.classes_]
