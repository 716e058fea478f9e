"""Which converter makes the companions of which loader."""

from importlib import import_module
from typing import Protocol, cast

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs
from switchyard_compile.model_folder import ModelFolder
from switchyard_compile.refused import Refused

CONVERTERS = {
    "mlflow.sklearn": "scikit_learn",
    "mlflow.xgboost": "xgboost_model",
    "mlflow.lightgbm": "lightgbm_model",
    "mlflow.catboost": "catboost_model",
    "mlflow.pytorch": "pytorch",
}


class Converter(Protocol):
    """A module that makes companions of one flavor."""

    def tool(self) -> str:
        """Name what converts, with its version."""
        ...

    def convert(self, folder: ModelFolder, inputs: Inputs) -> Companion:
        """Convert the model; throws `Refused`."""
        ...


def converter_of(folder: ModelFolder) -> Converter:
    """Give the converter for a model's loader; throws `Refused` where there is none."""
    name = CONVERTERS.get(folder.loader)
    if name is None:
        known = ", ".join(each.removeprefix("mlflow.") for each in CONVERTERS)
        raise Refused(
            f"models of {folder.loader or 'no loader'} have no converter to ONNX; there is one for {known}"
        )
    return cast("Converter", import_module(f"switchyard_compile.converters.{name}"))
