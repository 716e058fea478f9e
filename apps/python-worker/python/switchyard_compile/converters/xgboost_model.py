"""XGBoost: Booster, and the interface of scikit-learn."""

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs
from switchyard_compile.model_folder import ModelFolder
from switchyard_compile.requirements import named


def tool() -> str:
    """Name what converts, with its version."""
    return named("onnx")


def convert(folder: ModelFolder, inputs: Inputs) -> Companion:
    """Convert a booster or an estimator."""
    from switchyard_compile.converters.trees.matrix_companion import matrix_companion
    from switchyard_compile.converters.trees.xgboost_graph import write_booster, write_estimator

    model = folder.served.get_raw_model()
    write = write_booster if type(model).__name__ == "Booster" else write_estimator
    return matrix_companion(write, model, inputs, tool())
