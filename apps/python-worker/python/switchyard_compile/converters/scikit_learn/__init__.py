"""scikit-learn, by skl2onnx in doubles; what skl2onnx makes in single precision is written here."""

from typing import Any

import numpy as np

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs
from switchyard_compile.model_folder import ModelFolder, first_line
from switchyard_compile.refused import Refused
from switchyard_compile.requirements import named, needed

SERVED = ("predict", "predict_proba", "predict_log_proba")


def tool() -> str:
    """Name what converts, with its version."""
    needed("skl2onnx")
    return named("skl2onnx")


def convert(folder: ModelFolder, inputs: Inputs) -> Companion:
    """Convert an estimator or a pipeline."""
    from switchyard_compile.converters.scikit_learn.fitness import check_fitness
    from switchyard_compile.converters.scikit_learn.to_graph import to_graph

    model = folder.served.get_raw_model()
    if folder.predict_fn not in SERVED:
        raise Refused(
            f"the model is served by {folder.predict_fn}, which no graph gives; those of {SERVED} have one"
        )
    check_fitness(model, inputs)
    try:
        made = to_graph(model, inputs)
    except Refused:
        raise
    except Exception as cause:
        raise Refused(f"{tool()} cannot convert {type(model).__name__}: {first_line(cause)}") from cause
    names = [each.name for each in made.graph.output]
    classes = class_names(model)
    scores = names[1] if classes is not None and len(names) == 2 and hasattr(model, "predict_proba") else None
    answer = names[0] if folder.predict_fn == "predict" else scores
    if answer is None:
        raise Refused(
            f"{tool()} gives no probabilities of {type(model).__name__}, by which the model is served"
        )
    if folder.predict_fn == "predict_log_proba":
        answer = with_logarithm(made, answer)
    return Companion(made, tool(), answer, scores, classes, lowered(made) | precision(made))


def class_names(model: Any) -> list[str] | None:
    """Give the names of a classifier's classes."""
    classes = getattr(model, "classes_", None)
    if not isinstance(classes, np.ndarray) or classes.ndim != 1 or not hasattr(model, "predict_proba"):
        return None
    return [str(each) for each in classes]


def with_logarithm(made: Any, scores: str) -> str:
    """Add an output of the logarithms of another."""
    from onnx import TensorProto, helper

    made.graph.node.append(helper.make_node("Log", [scores], ["log_probabilities"]))
    found = next(each for each in made.graph.output if each.name == scores)
    added = helper.make_tensor_value_info("log_probabilities", TensorProto.DOUBLE, None)
    added.type.CopyFrom(found.type)
    made.graph.output.append(added)
    return "log_probabilities"


def lowered(made: Any) -> dict[str, object]:
    """Say which inputs the graph wants in lower case."""
    found = [each.value for each in made.metadata_props if each.key == "lower_case"]
    return {"lower_case": found[0].split("\n")} if found else {}


def precision(made: Any) -> dict[str, object]:
    """Say that numbers beyond single precision are refused, where the graph computes in it."""
    from onnx import TensorProto

    single = any(each.type.tensor_type.elem_type == TensorProto.FLOAT for each in made.graph.input)
    return {"number_type": "float32"} if single else {}
