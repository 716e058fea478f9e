"""A model directory as MLflow describes it."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from mlflow.exceptions import MlflowException
from mlflow.models import Model, ModelSignature
from mlflow.pyfunc import PyFuncModel, load_model

from switchyard_compile.refused import Refused


@dataclass(frozen=True)
class ModelFolder:
    """What MLmodel says, and the model behind it."""

    path: Path
    description: Model

    @staticmethod
    def read(path: Path) -> "ModelFolder":
        """Read MLmodel; throws `Refused` where there is none."""
        try:
            return ModelFolder(path, Model.load(str(path)))
        except (MlflowException, OSError, yaml.YAMLError) as cause:
            raise Refused(f"MLmodel cannot be read: {first_line(cause)}") from cause

    @property
    def loader(self) -> str:
        """Name the module that loads the model for serving: `mlflow.sklearn`."""
        return str(self.python_function.get("loader_module", ""))

    @property
    def predict_fn(self) -> str:
        """Name the method that answers."""
        return str(self.python_function.get("predict_fn") or "predict")

    @property
    def python_function(self) -> dict[str, Any]:
        """Give the flavor that MLflow serves."""
        return self.description.flavors.get("python_function") or {}

    @property
    def signature(self) -> ModelSignature:
        """Give the signature; throws `Refused` where there is none, since inputs would have to be guessed."""
        signature = self.description.signature
        if signature is None or signature.inputs is None:
            raise Refused("the model has no signature: log it with signature= or input_example=")
        return signature

    @cached_property
    def served(self) -> PyFuncModel:
        """Load the model as MLflow serves it."""
        try:
            return load_model(str(self.path))
        except ModuleNotFoundError:
            raise
        except Exception as cause:
            raise Refused(f"MLflow cannot load the model here: {first_line(cause)}") from cause

    def example(self) -> object:
        """Give the input example, or nothing."""
        try:
            return self.description.load_input_example(str(self.path))
        except Exception:
            return None


def first_line(cause: BaseException) -> str:
    """Give what an error says, without its details."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(cause).strip().split("\n", 1)[0])
    # What libraries ask of those who use them is nothing for those who use us.
    text = re.split(r"\s*You may raise an issue|\s*This is step|\s*If you are using", text)[0]
    return f"{type(cause).__name__}: {text}"[:400]
