"""Whether a model answers a row alike whatever rows run beside it."""

from __future__ import annotations

import math
from typing import Any

from switchyard_worker.encode_answer import jsonable
from switchyard_worker.join import join, split
from switchyard_worker.probe_rows import probe_pairs
from switchyard_worker.scoring_model import Enforced, ScoringModel

_ORDERS = ((0, 1), (1, 0, 0))
_TOLERANCE = 1e-4


def keeps_company(model: ScoringModel, example: bytes | None) -> bool:
    """Tried on a few rows alone and together; false too where no row can be run."""
    for pair in probe_pairs(model, example):
        same = _is_same(pair, model)
        if same is not None:
            return same
    return False


def _is_same(pair: tuple[Enforced, Enforced], model: ScoringModel) -> bool | None:
    """None where a row cannot be run alone."""
    try:
        alone = [jsonable(model.run(each).value) for each in pair]
    except Exception:
        return None
    try:
        return all(_is_same_together(order, pair, alone, model) for order in _ORDERS)
    except Exception:
        return False


def _is_same_together(
    order: tuple[int, ...], pair: tuple[Enforced, Enforced], alone: list[Any], model: ScoringModel
) -> bool:
    data = join([pair[each].data for each in order])
    answers = split(model.run(Enforced(data, pair[0].params)).value, [1] * len(order))
    return all(is_close(jsonable(answer), alone[each]) for answer, each in zip(answers, order))


def is_close(one: Any, other: Any) -> bool:
    """Equal up to the last digits of floats: kernels may sum in another order when they have more rows."""
    numbers = [abs(each) for each in _floats_in(other) if math.isfinite(each)]
    return _is_close(one, other, _TOLERANCE * max(numbers, default=0.0))


def _is_close(one: Any, other: Any, tolerance: float) -> bool:
    if hasattr(one, "tolist") and hasattr(other, "tolist"):
        return _is_close(one.tolist(), other.tolist(), tolerance)
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_is_close(one[key], other[key], tolerance) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(
            _is_close(each, its, tolerance) for each, its in zip(one, other)
        )
    if isinstance(one, float):
        return one == other or abs(one - other) <= tolerance or (math.isnan(one) and math.isnan(other))
    return bool(one == other)


def _floats_in(value: Any) -> list[float]:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [each for part in value for each in _floats_in(part)]
    return [value] if isinstance(value, float) else []
