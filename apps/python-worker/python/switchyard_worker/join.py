"""Inputs of several requests as one, and their answers apart again."""

from __future__ import annotations

import pickle
from collections.abc import Hashable
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import pandas as pd


class NotRows(Exception):
    """An answer does not tell which part belongs to which row."""


def rows_in(data: Any) -> int:
    """How many rows an input has; 0 for what has none, or is no table and no array."""
    if type(data) is pd.DataFrame:
        return len(data) if _has_plain_index(data) else 0
    if type(data) is np.ndarray:
        return len(data) if data.ndim > 0 else 0
    if type(data) is list:
        return len(data)
    if (
        type(data) is dict
        and data
        and all(type(each) is np.ndarray and each.ndim > 0 for each in data.values())
    ):
        counts = {len(each) for each in data.values()}
        return counts.pop() if len(counts) == 1 else 0
    return 0


def kind_of(data: Any, params: Any) -> Hashable:
    """Inputs of one kind can be joined: the same columns, types and parameters."""
    return (_form_of(data), None if not params else pickle.dumps(params))


def join(inputs: list[Any]) -> Any:
    """Inputs of one kind, one below the other."""
    first = inputs[0]
    if type(first) is pd.DataFrame:
        return pd.concat(inputs, ignore_index=True)
    if type(first) is np.ndarray:
        return np.concatenate(inputs)
    if type(first) is list:
        return [row for each in inputs for row in each]
    return {name: np.concatenate([each[name] for each in inputs]) for name in first}


def split(answer: Any, counts: list[int]) -> list[Any]:
    """The part of an answer that belongs to each input; raises `NotRows` where it has no such parts."""
    ends = list(accumulate(counts, initial=0))
    if _length_of(answer) != ends[-1]:
        raise NotRows
    return [_slice(answer, start, end) for start, end in pairwise(ends)]


def _has_plain_index(frame: pd.DataFrame) -> bool:
    index = frame.index
    plain = type(index) is pd.RangeIndex and index.start == 0 and index.step == 1 and index.name is None
    return plain and frame.columns.is_unique


def _form_of(data: Any) -> Hashable:
    if type(data) is pd.DataFrame:
        return ("frame", tuple(data.columns), tuple(data.dtypes.array))
    if type(data) is np.ndarray:
        return ("array", data.dtype, data.shape[1:])
    if type(data) is list:
        return "list"
    return ("arrays", tuple((name, each.dtype, each.shape[1:]) for name, each in data.items()))


def _length_of(answer: Any) -> int:
    if type(answer) in (pd.DataFrame, pd.Series, list):
        return len(answer)
    if type(answer) is np.ndarray and answer.ndim > 0:
        return len(answer)
    if type(answer) is dict:
        return rows_in(answer)
    raise NotRows


def _slice(answer: Any, start: int, end: int) -> Any:
    if type(answer) in (pd.DataFrame, pd.Series):
        return answer.iloc[start:end]
    if type(answer) is dict:
        return {name: each[start:end] for name, each in answer.items()}
    return answer[start:end]
