"""Requests that share runs of the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Union

from switchyard_worker.failures import model_failure
from switchyard_worker.fault_log import log_fault
from switchyard_worker.frames import Failure
from switchyard_worker.join import NotRows, join, kind_of, rows_in, split
from switchyard_worker.scoring_model import Enforced, Prediction, ScoringModel

Result = Union[Prediction, Failure]


class Run(NamedTuple):
    """A request that waits for the model."""

    enforced: Enforced
    with_probabilities: bool


def run_together(runs: list[Run], model: ScoringModel, max_rows: int) -> list[Result]:
    """What each request gets, in their order: what it would get alone. A bad one harms itself alone."""
    results: dict[int, Result] = {}
    for group in _groups(runs, max_rows):
        results.update(zip(group, _run_group([runs[position] for position in group], model)))
    return [results[position] for position in range(len(runs))]


def _groups(runs: list[Run], max_rows: int) -> Iterator[list[int]]:
    """Positions of requests that may share a run; a request without rows has one of its own."""
    open_groups: dict[object, tuple[list[int], int]] = {}
    for position, (enforced, with_probabilities) in enumerate(runs):
        rows = rows_in(enforced.data)
        if rows == 0:
            yield [position]
            continue
        kind = (kind_of(*enforced), with_probabilities)
        group, total = open_groups.get(kind, ([], 0))
        if group and total + rows > max_rows:
            yield group
            group, total = [], 0
        open_groups[kind] = ([*group, position], total + rows)
    yield from (group for group, _ in open_groups.values())


def _run_group(group: list[Run], model: ScoringModel) -> list[Result]:
    if len(group) == 1:
        return [_run_alone(group[0], model)]
    try:
        return _run_joined(group, model)
    except NotRows:
        return [_run_alone(each, model) for each in group]
    except Exception:
        # Whichever of them it is will fail alone, and say why there.
        pass
    middle = len(group) // 2
    return _run_group(group[:middle], model) + _run_group(group[middle:], model)


def _run_joined(group: list[Run], model: ScoringModel) -> list[Result]:
    first = group[0]
    counts = [rows_in(each.enforced.data) for each in group]
    data = join([each.enforced.data for each in group])
    value, scores, infer_ms = model.run(Enforced(data, first.enforced.params), first.with_probabilities)
    values = split(value, counts)
    parts = [None] * len(group) if scores is None else split(scores, counts)
    return [Prediction(value, part, infer_ms) for value, part in zip(values, parts)]


def _run_alone(run: Run, model: ScoringModel) -> Result:
    try:
        return model.run(run.enforced, run.with_probabilities)
    except Exception as error:
        log_fault(error)
        return model_failure(error)
