"""Asks skl2onnx for a graph of doubles."""

import warnings
from typing import Any

import onnx
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, StringTensorType
from sklearn.base import is_classifier
from sklearn.compose import ColumnTransformer
from sklearn.svm import LinearSVC

from switchyard_compile.check import loads
from switchyard_compile.converters.scikit_learn.fitness import last_step, parts
from switchyard_compile.converters.scikit_learn.registered import conversions, register, shapes
from switchyard_compile.converters.scikit_learn.text import lowered_inputs
from switchyard_compile.inputs import Inputs
from switchyard_compile.nodes import ML, OPSETS
from switchyard_compile.refused import Refused

# What skl2onnx itself knows; the trees written here need the version in OPSETS.
SKL2ONNX_OPSETS = {"": OPSETS[""], ML: 3}
OLD_TREES = {"TreeEnsembleRegressor", "TreeEnsembleClassifier"}


def to_graph(model: Any, inputs: Inputs) -> onnx.ModelProto:
    """Convert a model: outputs are the answer, and for a classifier the probabilities."""
    register(model)
    try:
        return converted(model, inputs, DoubleTensorType)
    except Exception:
        # Some parts have operators in single precision alone; whether that is near is for others to compare.
        try:
            return converted(model, inputs, FloatTensorType)
        except Exception:
            pass
        raise


def converted(model: Any, inputs: Inputs, number: type) -> onnx.ModelProto:
    """Convert with numbers of this type; throws where ONNX Runtime has no operators of it."""
    # LinearSVC alone has no such option: it gives no maps.
    maps = is_classifier(model) and not isinstance(last_step(model), LinearSVC)
    options = {id(model): {"zipmap": False}} if maps else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = convert_sklearn(
            model,
            initial_types=initial_types(model, inputs, number),
            options=options,
            target_opset=SKL2ONNX_OPSETS,
            custom_conversion_functions=conversions(),
            custom_shape_calculators=shapes(),
        )
    settle_opsets(made)
    lowered = lowered_inputs(made)
    if lowered:
        made.metadata_props.append(onnx.StringStringEntryProto(key="lower_case", value="\n".join(lowered)))
    loads(made)
    return made


def initial_types(model: Any, inputs: Inputs, number: type) -> list[tuple[str, Any]]:
    """Describe the inputs: one for each column where a column is chosen or holds texts, else one matrix."""
    if any(isinstance(each, ColumnTransformer) for each in parts(model)) or inputs.has_texts:
        return [
            (column.name, (StringTensorType if column.is_text else number)([None, 1]))
            for column in inputs.columns
        ]
    name = "features"
    while any(column.name == name for column in inputs.columns):
        name += "_"
    return [(name, number([None, len(inputs.columns)]))]


def settle_opsets(made: onnx.ModelProto) -> None:
    """Say the version of operators that the trees written here need."""
    kinds = {node.op_type for node in made.graph.node}
    if "TreeEnsemble" not in kinds:
        return
    if kinds & OLD_TREES:
        raise Refused(
            "it mixes trees that are written in doubles with some that skl2onnx writes in single precision"
        )
    for each in made.opset_import:
        if each.domain == ML:
            each.version = OPSETS[ML]
    made.ir_version = max(made.ir_version, 10)
