"""What a model refuses, found by asking it."""

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

from switchyard_compile.inputs import Column, Inputs, Rows
from switchyard_compile.refused import Refused

# Finite in double, infinite in single precision.
BEYOND_FLOAT32 = 1e39
UNSEEN = "\uffff"

Predict = Callable[[Rows], object]


def input_rules(predict: Predict, inputs: Inputs, rows: Rows) -> dict[str, object]:
    """Give the keys of an `onnx` entry that say what the model takes where its graph takes more."""
    rules: dict[str, object] = {}
    floats = [(place, each) for place, each in enumerate(inputs.columns) if each.is_float]
    allowing = [each for place, each in floats if takes(predict, rows, place, np.nan)]
    rules["missing_values"] = missing_values([each for _, each in floats], allowing)
    doubles = [place for place, each in floats if each.dtype == "float64"]
    fits = all(takes(predict, rows, place, BEYOND_FLOAT32) for place in doubles)
    rules["number_type"] = "float64" if fits else "float32"
    if floats and all(takes(predict, rows, place, np.inf) for place, _ in floats):
        rules["infinite_values"] = "allow"
    if answer(predict, rows[:0]) is not None:
        rules["no_rows"] = "allow"
    if inputs.has_texts:
        rules["other_than_text"] = other_than_text(predict, inputs, rows)
    return rules


def missing_values(floats: list[Column], allowing: list[Column]) -> str | list[str]:
    """Say whether numbers may be missing: in all columns, in none, or in these."""
    if not allowing:
        return "refuse"
    return "allow" if len(allowing) == len(floats) else [column.name for column in allowing]


def other_than_text(predict: Predict, inputs: Inputs, rows: Rows) -> str:
    """Say what a missing text is to the model: an error, or a text never seen; throw `Refused` otherwise."""
    found = {missing_text(predict, rows, place) for place, each in enumerate(inputs.columns) if each.is_text}
    if len(found) > 1 or "own" in found:
        raise Refused(
            "the model gives missing texts a meaning of their own, which its graph cannot: fill them before"
        )
    return found.pop()


def missing_text(predict: Predict, rows: Rows, place: int) -> str:
    """Compare a missing text with one that the model has never seen."""
    missing = answer(predict, replaced(rows, place, None))
    if missing is None:
        return "refuse"
    unseen = answer(predict, replaced(rows, place, UNSEEN))
    same = unseen is not None and np.array_equal(np.asarray(missing), np.asarray(unseen))
    return "unknown" if same else "own"


def takes(predict: Predict, rows: Rows, place: int, value: float) -> bool:
    """Say whether the model answers rows of which one holds this value."""
    return answer(predict, replaced(rows, place, value)) is not None


def replaced(rows: Rows, place: int, value: object) -> Rows:
    """Give the first row with one value replaced."""
    if isinstance(rows, pd.DataFrame):
        row = rows.head(1).copy()
        row[row.columns[place]] = pd.Series([value], index=row.index, dtype=rows.dtypes.iloc[place])
        return row
    array = rows[:1].copy()
    array.reshape(1, -1)[0, place] = value
    return array


def answer(predict: Predict, rows: Rows) -> object:
    """Give the model's answer, or nothing where it refuses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return predict(rows)
        except Exception:
            return None
