"""Writes models of Python flavors through MLflow itself, each as FOLDER/<name>, to test the Python worker with.

    python_models.py FOLDER

Run it with the Python that install.sh made.
"""

import logging
import os
import sys
import warnings
from functools import partial
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
logging.disable()
warnings.simplefilter("ignore")

import mlflow.pyfunc
import mlflow.sklearn
import numpy as np
import pandas as pd
from mlflow.models import ModelSignature, infer_signature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema
from mlflow.types.schema import Array
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

FRAME = pd.DataFrame({"x": [1.0, 2.0, 3.5, 5.0], "n": [1, 2, 3, 4]})
DOUBLED = FRAME["x"] * 2 + FRAME["n"]


class Scaled(mlflow.pyfunc.PythonModel):
    """Multiplies by a parameter, with code beside the model."""

    def predict(self, context, model_input, params=None):
        """Give one number a row."""
        from scaling import UNIT

        return [value * params["factor"] * UNIT for value in model_input["x"]]


class Printing(mlflow.pyfunc.PythonModel):
    """Writes wherever a model may write."""

    def predict(self, context, model_input, params=None):
        """Give the number of rows."""
        print("a line of the model's")
        print("another", file=sys.stderr)
        os.write(1, b"bytes of the model's\n")
        return [len(model_input)]


class Odd(mlflow.pyfunc.PythonModel):
    """Does what its only row says."""

    def predict(self, context, model_input, params=None):
        """Give an answer of the kind that is asked for."""
        import ctypes
        import os
        import sys
        import time

        import numpy as np
        import pandas as pd
        from mlflow.exceptions import MlflowException
        from mlflow.protos.databricks_pb2 import ErrorCode

        what = model_input["do"].iloc[0]
        if what in ErrorCode.keys():
            raise MlflowException(f"it says {what}", error_code=ErrorCode.Value(what))
        acts = {
            "raise": lambda: {}["a key\nof two lines"],
            "sleep": lambda: time.sleep(0.5),
            "hang": lambda: time.sleep(1000),
            "exit": lambda: sys.exit(3),
            "end": lambda: os._exit(3),
            "crash": lambda: ctypes.string_at(0),
        }
        values = {
            "frame": pd.DataFrame({"a": [1, 2], "b": [None, "x"], "c": pd.to_datetime(["2020-01-01", None])}),
            "series": pd.Series([1.5, float("nan")], name="y"),
            "dict": {"a": np.arange(3), "b": {"c": np.float32(0.1)}, "d": b"bytes"},
            "nan": np.array([[np.nan, np.inf], [-np.inf, 1e-7]]),
            "large": [2**70, 1e22],
            "text": "NaN is a word, é too",
            "nothing": None,
            "object": object(),
            "set": {1, 2},
            "endless": (each for each in "ab"),
        }
        return acts[what]() if what in acts else values.get(what, what)


class Chatting(mlflow.pyfunc.PythonModel):
    """Answers what it was given."""

    def predict(self, context, model_input, params=None):
        """Give what came, and the parameters."""
        rows = model_input.to_dict("records") if hasattr(model_input, "to_dict") else model_input
        return {"given": rows, "params": params}


class Hinted(mlflow.pyfunc.PythonModel):
    """Says by type hints what it takes."""

    def predict(self, model_input: list[str]) -> list[str]:
        """Give each text in capitals."""
        return [text.upper() for text in model_input]


class Counting(mlflow.pyfunc.PythonModel):
    """Tells who was asked together."""

    def predict(self, context, model_input, params=None):
        """Give the number of rows for each."""
        return np.full(len(model_input), len(model_input))


def save_python_models(folder: Path) -> None:
    """Models with code of their own."""
    numbers = Schema([ColSpec("double", "x")])
    params = ParamSchema([ParamSpec("factor", "double", 2.0)])
    words = ModelSignature(inputs=Schema([ColSpec("string", "do")]))
    save = partial(mlflow.pyfunc.save_model, pip_requirements=["mlflow"])
    code = folder / "scaling.py"
    code.write_text("UNIT = 1.0\n")
    scaled = ModelSignature(inputs=numbers, params=params)
    save(folder / "scaled", python_model=Scaled(), signature=scaled, code_paths=[str(code)])
    save(folder / "printing", python_model=Printing())
    save(folder / "odd", python_model=Odd(), signature=words)
    save(folder / "chatting", python_model=Chatting(), signature=ModelSignature(params=params))
    save(folder / "hinted", python_model=Hinted(), input_example=["a", "b"])
    save(folder / "counting", python_model=Counting(), signature=ModelSignature(inputs=numbers))


def save_estimators(folder: Path) -> None:
    """Models of scikit-learn."""
    regressor = LinearRegression().fit(FRAME, DOUBLED)
    classifier = LogisticRegression().fit(FRAME, [0, 0, 1, 1])
    texts = ["good film", "bad film", "good", "bad"]
    reader = make_pipeline(FunctionTransformer(first_column), TfidfVectorizer(), LogisticRegression())
    reader.fit(pd.DataFrame(texts), ["yes", "no", "yes", "no"])
    centered = make_pipeline(
        FunctionTransformer(np.asarray), FunctionTransformer(less_mean), LinearRegression()
    )
    centered.fit(FRAME, DOUBLED)
    signature = infer_signature(FRAME, DOUBLED)
    wide = Schema([ColSpec("double", "x"), ColSpec("long", "n"), ColSpec("string", "note", required=False)])
    save = mlflow.sklearn.save_model
    as_pickle = {"serialization_format": "cloudpickle", "pip_requirements": ["scikit-learn"]}
    save(regressor, folder / "regressor", signature=signature, **as_pickle)
    save(classifier, folder / "classifier", signature=signature, input_example=FRAME, **as_pickle)
    save(classifier, folder / "scores", pyfunc_predict_fn="predict_proba", input_example=FRAME, **as_pickle)
    save(centered, folder / "centered", signature=signature, input_example=FRAME, **as_pickle)
    save(regressor, folder / "unsigned", **as_pickle)
    save(Selecting(regressor), folder / "noted", signature=ModelSignature(inputs=wide), **as_pickle)
    lists = Schema([ColSpec(Array(DataType.double), "values")])
    save(Summing(), folder / "summing", signature=ModelSignature(inputs=lists), **as_pickle)
    save(
        reader,
        folder / "reader",
        signature=ModelSignature(inputs=Schema([ColSpec("string")])),
        **as_pickle,
    )


def less_mean(values: np.ndarray) -> np.ndarray:
    """Rows less the mean of all."""
    return values - values.mean(axis=0)


def first_column(table: pd.DataFrame) -> pd.Series:
    """The texts of a table."""
    return table.iloc[:, 0]


class Selecting:
    """An estimator that looks at two of its columns."""

    def __init__(self, estimator: LinearRegression) -> None:
        self.estimator = estimator

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        """Predict from the two."""
        return self.estimator.predict(frame[["x", "n"]])


class Summing:
    """An estimator of lists."""

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        """Give the sum of each."""
        return np.array([np.sum(values) for values in frame["values"]])


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    save_python_models(target)
    save_estimators(target)
