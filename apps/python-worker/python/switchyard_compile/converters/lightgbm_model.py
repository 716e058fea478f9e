"""LightGBM: Booster, and the interface of scikit-learn."""

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs
from switchyard_compile.model_folder import ModelFolder
from switchyard_compile.requirements import named


def tool() -> str:
    """Name what converts, with its version."""
    return named("onnx")


def convert(folder: ModelFolder, inputs: Inputs) -> Companion:
    """Convert a booster or an estimator."""
    from switchyard_compile.converters.trees import lightgbm_graph
    from switchyard_compile.converters.trees.matrix_companion import boosted_companion

    return boosted_companion(lightgbm_graph, folder, inputs, tool())
