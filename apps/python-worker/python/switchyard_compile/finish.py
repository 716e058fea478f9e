"""Gives a graph's answer the element type and the shape that the model's answer has."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from switchyard_compile.companion import Companion
from switchyard_compile.refused import Refused

TYPES = {
    "float64": TensorProto.DOUBLE,
    "float32": TensorProto.FLOAT,
    "int64": TensorProto.INT64,
    "int32": TensorProto.INT32,
    "bool": TensorProto.BOOL,
}


def finished(companion: Companion, sample: np.ndarray, row_count: int) -> onnx.ModelProto:
    """Give the graph with an answer as this one, and with the outputs that are of use alone."""
    if sample.ndim == 0 or len(sample) != row_count:
        raise Refused(
            f"predict answers an array of the shape {list(sample.shape)} for {row_count} rows, not one a row"
        )
    model = onnx.ModelProto()
    model.CopyFrom(companion.graph)
    shape = [-1, *sample.shape[1:]]
    kept = [reshaped(model, companion.predict_output, element_type(sample), shape)]
    probabilities = companion.probabilities_output
    if probabilities is not None and probabilities != companion.predict_output:
        kept.append(next(each for each in model.graph.output if each.name == probabilities))
    del model.graph.output[:]
    model.graph.output.extend(kept)
    return model


def element_type(sample: np.ndarray) -> int:
    """Give the graph's word for the type of an answer."""
    if sample.dtype.kind in "UOT":
        if not all(isinstance(each, str) for each in sample.ravel()):
            raise Refused("predict answers Python objects other than texts, which no graph gives")
        return TensorProto.STRING
    if sample.dtype.name not in TYPES:
        raise Refused(f"predict answers {sample.dtype}, which is not among {', '.join(TYPES)}")
    return TYPES[sample.dtype.name]


def reshaped(model: onnx.ModelProto, name: str, dtype: int, shape: list[int]) -> onnx.ValueInfoProto:
    """Put a cast and a reshape before an output, which keeps its name."""
    before = f"{name}_as_computed"
    if any(each.name == name for each in model.graph.input):
        raise Refused(f"an output of the graph is called {name} as an input is: rename that column")
    rename(model, name, before)
    found = next(each for each in model.graph.output if each.name == before).type.tensor_type.elem_type
    if (found == TensorProto.STRING) != (dtype == TensorProto.STRING):
        raise Refused(
            "the graph gives numbers where the model answers texts, or texts where it answers numbers"
        )
    source = before
    if found != dtype:
        source = f"{name}_cast"
        model.graph.node.append(helper.make_node("Cast", [before], [source], to=dtype))
    target = f"{name}_shape"
    model.graph.initializer.append(numpy_helper.from_array(np.array(shape, np.int64), target))
    model.graph.node.append(helper.make_node("Reshape", [source, target], [name]))
    return helper.make_tensor_value_info(name, dtype, ["rows", *shape[1:]])


def rename(model: onnx.ModelProto, old: str, new: str) -> None:
    """Give a value of the graph another name everywhere."""
    for node in model.graph.node:
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                if name == old:
                    names[place] = new
    for output in model.graph.output:
        if output.name == old:
            output.name = new
