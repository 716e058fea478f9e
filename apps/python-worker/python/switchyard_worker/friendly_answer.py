"""The friendly answer: one object for one thing sent, else a list of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from switchyard_worker.encode_answer import jsonable
from switchyard_worker.scoring_model import Prediction


class Classes(NamedTuple):
    """The classes of a classifier, and what answers call them."""

    values: list[Any]
    labels: list[str]


def friendly_answer(prediction: Prediction, rows: int, single: bool, classes: Classes | None) -> Any:
    """What goes out as JSON."""
    values = _values_of(prediction.value, rows)
    answers: list[dict[str, Any]] = [{"prediction": value} for value in values]
    if classes is not None and prediction.probabilities is not None:
        for answer, scores in zip(answers, prediction.probabilities.tolist()):
            answer.update(_scores_of(answer["prediction"], scores, classes))
    return answers[0] if single and answers else answers


def _scores_of(prediction: Any, scores: list[float], classes: Classes) -> dict[str, Any]:
    values, labels = classes
    chosen = values.index(prediction) if prediction in values else int(np.argmax(scores))
    return {
        "label": labels[chosen],
        "confidence": scores[chosen],
        "probabilities": dict(zip(labels, scores)),
    }


def _values_of(value: Any, rows: int) -> list[Any]:
    """One value a row; an answer without rows is given whole."""
    content = jsonable(value)
    if isinstance(content, dict):
        columns = {name: _values_of(each, rows) for name, each in content.items()}
        records = [{name: column[row] for name, column in columns.items()} for row in range(rows)]
        return [_only(record) for record in records]
    if isinstance(content, list) and len(content) == rows:
        return [_only(each) for each in content]
    return [content] * rows


def _only(value: Any) -> Any:
    """A row of one value is that value."""
    while isinstance(value, (dict, list)) and len(value) == 1:
        (value,) = value.values() if isinstance(value, dict) else value
    return value
