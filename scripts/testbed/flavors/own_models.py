"""Models with code of their own, and one of statsmodels: Python alone can serve them."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import mlflow.pyfunc
import mlflow.statsmodels
import numpy as np
import pandas as pd
import statsmodels.api as sm
from mlflow.models import infer_signature
from mlflow.pyfunc import PythonModel

import tables
from sample import Column, Sample, common, ranges

# Whoever loads one of them has no such module.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

X: dict[str, Column] = {"x": (-10.0, 10.0)}
NO_GRAPH = "code of its own has no graph"


class Scaled(PythonModel):
    """Multiplies by a param."""

    def predict(self, context: object, model_input: pd.DataFrame, params: dict | None = None) -> np.ndarray:
        """Give x times `factor` plus `offset`."""
        told = params or {}
        return model_input["x"].to_numpy() * told.get("factor", 2.0) + told.get("offset", 0.0)


class Slow(PythonModel):
    """Takes its time."""

    def predict(self, context: object, model_input: pd.DataFrame, params: dict | None = None) -> np.ndarray:
        """Give x after 100 ms."""
        time.sleep(0.1)
        return model_input["x"].to_numpy()


class Crashing(PythonModel):
    """Ends its process on a number that nobody else sends."""

    def predict(self, context: object, model_input: pd.DataFrame, params: dict | None = None) -> np.ndarray:
        """Give x, or end where it is 666."""
        if (model_input["x"] == 666).any():
            os._exit(139)
        return model_input["x"].to_numpy()


class Hinted(PythonModel):
    """Says by type hints what it takes."""

    def predict(self, model_input: list[str], params: dict | None = None) -> list[str]:
        """Give the texts backwards."""
        return [text[::-1] for text in model_input]


def custom() -> Iterator[Sample]:
    """Give those that take x, and the one with type hints."""
    example = pd.DataFrame({"x": [1.0, 2.5]})
    for name, model, params in (
        ("params", Scaled(), {"factor": 2.0, "offset": 0.0}),
        ("slow", Slow(), None),
        ("crashing", Crashing(), None),
    ):

        def save(folder: Path, model: PythonModel = model, params: dict | None = params) -> None:
            signature = infer_signature(example, np.array([1.0]), params)
            mlflow.pyfunc.save_model(
                folder,
                python_model=model,
                signature=signature,
                input_example=example,
                pip_requirements=["mlflow"],
            )

        yield Sample(name, "python_function", save, X, NO_GRAPH)

    def save_hinted(folder: Path) -> None:
        mlflow.pyfunc.save_model(
            folder, python_model=Hinted(), input_example=["ab", "é"], pip_requirements=["mlflow"]
        )

    yield Sample("hinted", "python_function", save_hinted, {"": ["ab", "straße", ""]}, NO_GRAPH)


def least_squares() -> Sample:
    """Give a regression of statsmodels, whose answers are a Series."""
    rows, target = tables.diabetes()
    rows = rows[["age", "bmi", "bp"]]
    fitted = sm.OLS(target, rows).fit()

    def save(folder: Path) -> None:
        told = common(rows.head(5), fitted.predict(rows.head(5)), ["statsmodels"])
        mlflow.statsmodels.save_model(fitted, folder, **told)

    return Sample("diabetes-ols", "statsmodels", save, ranges(rows), "statsmodels has no converter")


def samples() -> Iterator[Sample]:
    """Give all of them."""
    yield from custom()
    yield least_squares()
