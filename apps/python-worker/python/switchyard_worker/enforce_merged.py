"""Requests with plain tables, read and checked as one, each with rows of its own in the end."""

from __future__ import annotations

import copy
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import pandas as pd

from switchyard_worker.frames import Request
from switchyard_worker.join import NotRows, rows_in
from switchyard_worker.question import Question
from switchyard_worker.scoring_model import Enforced, ScoringModel
from switchyard_worker.table_groups import Member, TableGroups, parse_group

_MOST_ROWS = 1024


class Prepared(NamedTuple):
    """A request that is ready for the model."""

    question: Question
    enforced: Enforced


class MergedChecks:
    """Reads and checks at once what waits together: to MLflow, many rows cost no more than one."""

    def __init__(self, model: ScoringModel) -> None:
        self._model = model
        self._tables = TableGroups(model, _MOST_ROWS)

    def prepare(self, requests: list[Request]) -> dict[int, Prepared]:
        """Requests by position; none of those that must be looked at one by one."""
        if len(requests) < 2 or not self._tables.usable:
            return {}
        prepared: dict[int, Prepared] = {}
        for group in self._tables.groups(requests):
            prepared.update(self._prepare_group(group))
        return prepared

    def _prepare_group(self, group: list[Member]) -> dict[int, Prepared]:
        if len(group) < 2:
            return {}
        try:
            return self._prepare_together(group)
        except Exception:
            # Whichever of them it is will fail alone, and say why there.
            pass
        middle = len(group) // 2
        return {**self._prepare_group(group[:middle]), **self._prepare_group(group[middle:])}

    def _prepare_together(self, group: list[Member]) -> dict[int, Prepared]:
        parsed = parse_group(group, self._model)
        data, params = self._model.enforce_merged(parsed)
        tables = own_rows(data, [len(member.table.rows) for member in group])
        return {
            member.position: Prepared(member.question(parsed), Enforced(table, copy.deepcopy(params)))
            for member, table in zip(group, tables)
        }


def own_rows(data: Any, counts: list[int]) -> list[pd.DataFrame]:
    """Each request's rows as the table that it would be alone, and its own; raises `NotRows` for no table."""
    if type(data) is not pd.DataFrame or rows_in(data) != sum(counts):
        raise NotRows
    ends = accumulate(counts, initial=0)
    return [data.iloc[start:end].reset_index(drop=True).copy() for start, end in pairwise(ends)]
