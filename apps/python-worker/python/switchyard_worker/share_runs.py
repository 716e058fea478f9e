"""Whether requests may share a run of the model."""

from __future__ import annotations

from typing import Any

from switchyard_worker.company import keeps_company
from switchyard_worker.scoring_model import ScoringModel

_DEFAULT_ROWS = 4096

# Loaders of models that answer each row by itself. Not among them: what reads a sequence or a query from
# its rows (prophet, pmdarima, transformers, agents), and models with code of their own.
_ROW_BY_ROW = {
    "mlflow.catboost",
    "mlflow.h2o",
    "mlflow.keras.load",
    "mlflow.keras",
    "mlflow.lightgbm",
    "mlflow.onnx",
    "mlflow.paddle",
    "mlflow.pytorch",
    "mlflow.sklearn",
    "mlflow.spacy",
    "mlflow.statsmodels",
    "mlflow.tensorflow",
    "mlflow.xgboost",
}


def rows_per_run(
    model: ScoringModel, manifest: dict[str, Any], options: dict[str, Any], example: bytes | None
) -> int:
    """Rows of different requests that one run may hold; 0 where each request runs alone."""
    configured = options.get("maxBatchRows")
    if configured == 0:
        return 0
    if manifest.get("loaderModule") not in _ROW_BY_ROW:
        # Nobody but its operator knows what a model with code of its own does with its rows.
        return configured or 0
    if not keeps_company(model, example):
        return 0
    return configured or _DEFAULT_ROWS
