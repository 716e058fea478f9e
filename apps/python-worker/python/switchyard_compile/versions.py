"""What this Python has, found without importing any of it."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "mlflow",
    "mlflow-skinny",
    "numpy",
    "pandas",
    "scikit-learn",
    "skops",
    "onnx",
    "onnxruntime",
    "skl2onnx",
    "onnxmltools",
    "onnxscript",
    "torch",
    "xgboost",
    "xgboost-cpu",
    "lightgbm",
    "catboost",
    "statsmodels",
    "tensorflow",
    "keras",
    "transformers",
    "spacy",
    "prophet",
)


def versions() -> dict[str, object]:
    """Name this Python, and what it has of the packages that models and converters need."""
    found = {name: installed(name) for name in PACKAGES}
    packages = {name: number for name, number in found.items() if number is not None}
    return {"python": platform.python_version(), "executable": sys.executable, "packages": packages}


def installed(package: str) -> str | None:
    """Give the version of a distribution, or nothing where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
