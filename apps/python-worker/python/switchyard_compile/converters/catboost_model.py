"""CatBoost: its symmetric trees, read from its own JSON."""

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs
from switchyard_compile.model_folder import ModelFolder
from switchyard_compile.requirements import named


def tool() -> str:
    """Name what converts, with its version."""
    return named("onnx")


def convert(folder: ModelFolder, inputs: Inputs) -> Companion:
    """Convert a model of numbers."""
    from switchyard_compile.converters.trees.catboost_graph import write_estimator
    from switchyard_compile.converters.trees.matrix_companion import matrix_companion

    return matrix_companion(write_estimator, folder.served.get_raw_model(), inputs, tool())
