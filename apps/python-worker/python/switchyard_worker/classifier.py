"""The classes of a classifier and how probable it finds each."""

from __future__ import annotations

from typing import Any

import numpy as np
from mlflow.pyfunc import PyFuncModel

_DEFAULT_PREDICT = "predict"


class Classifier:
    """A model that knows its classes."""

    def __init__(self, estimator: Any, classes: list[Any]) -> None:
        self._estimator = estimator
        self.classes = classes

    @property
    def labels(self) -> list[str]:
        """The classes as texts."""
        return [str(each) for each in self.classes]

    @property
    def has_scores(self) -> bool:
        """Whether it can say how probable it finds each class."""
        return hasattr(self._estimator, "predict_proba")

    def probabilities(self, data: Any) -> Any:
        """One row a row, one column a class; none where the model has none."""
        predict = getattr(self._estimator, "predict_proba", None)
        if predict is None:
            return None
        scores = np.asarray(predict(data))
        return scores if scores.ndim == 2 and scores.shape[1] == len(self.classes) else None


def classifier_in(model: PyFuncModel) -> Classifier | None:
    """The classifier that a model's `predict` asks, as scikit-learn's interface has it."""
    if getattr(model._predict_fn, "__name__", "") != _DEFAULT_PREDICT:
        return None
    try:
        estimator = model.get_raw_model()
        classes = np.asarray(getattr(estimator, "classes_", None))
    except Exception:
        # Models without one say so in many ways.
        return None
    if classes.ndim != 1 or classes.size == 0:
        return None
    return Classifier(estimator, classes.tolist())
