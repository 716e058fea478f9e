"""Saves small models of iris flowers through MLflow, each as FOLDER/<name>/, and lists them in FOLDER/models.json.

    compile_models.py FOLDER

`tree` has an ONNX companion. The others have none: `own` is an estimator with code of its own, and the code of
`crashing` and `hanging` ends the program that converts them, or never comes back to it.
Run it with the Python that install-flavors.sh made.
"""

import importlib
import json
import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import mlflow.sklearn
from mlflow.models import infer_signature
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier

CODE = """\
import os
import sys
import time

from sklearn.tree import DecisionTreeClassifier

if "switchyard_compile" in sys.orig_argv:
    {deed}


class Own(DecisionTreeClassifier):
    def predict(self, X):
        return super().predict(X)
"""
DEEDS = {"own": "pass", "crashing": "os._exit(7)", "hanging": "time.sleep(3600)"}


def save(name: str, model: DecisionTreeClassifier, folder: Path, code: Path | None = None) -> None:
    """Train a model and save it."""
    data = load_iris(as_frame=True)
    rows = data.data.rename(columns=lambda each: each.replace(" (cm)", "").replace(" ", "_"))
    model.fit(rows, data.target_names[data.target].astype(object))
    mlflow.sklearn.save_model(
        model,
        folder / name,
        serialization_format="cloudpickle",
        signature=infer_signature(rows, model.predict(rows)),
        input_example=rows.iloc[::12],
        pip_requirements=["mlflow", "scikit-learn"],
        code_paths=[str(code)] if code else None,
    )


def save_own(name: str, folder: Path) -> None:
    """Save a model whose code lies beside it."""
    with tempfile.TemporaryDirectory() as scratch:
        code = Path(scratch) / f"estimator_{name}.py"
        code.write_text(CODE.format(deed=DEEDS[name]))
        sys.path.insert(0, scratch)
        own = importlib.import_module(code.stem).Own
        sys.path.remove(scratch)
        save(name, own(max_depth=3, random_state=0), folder, code)


def main() -> None:
    """Save all of them."""
    folder = Path(sys.argv[1])
    warnings.simplefilter("ignore")
    logging.disable()
    save("tree", DecisionTreeClassifier(max_depth=3, random_state=0), folder)
    for name in DEEDS:
        save_own(name, folder)
    (folder / "models.json").write_text(json.dumps([{"name": name} for name in ("tree", *DEEDS)]))


if __name__ == "__main__":
    main()
