"""Requests with plain tables, in groups that can be read as one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlflow.pyfunc import scoring_server

from switchyard_worker.frames import Request
from switchyard_worker.friendly_body import Friendly, features_in
from switchyard_worker.parse_body import Parsed
from switchyard_worker.plain_table import PlainTable, TableReader, merged_body
from switchyard_worker.question import Question
from switchyard_worker.scoring_model import ScoringModel


class Member(NamedTuple):
    """A request that can be read with others."""

    position: int
    table: PlainTable
    single: bool | None
    """Of the friendly form, whether one thing was sent; none for others."""

    def question(self, parsed: Parsed) -> Question:
        """What it asks, as a part of what was read for all."""
        friendly = None if self.single is None else Friendly(parsed, len(self.table.rows), self.single)
        return Question(parsed, friendly)


class TableGroups:
    """Finds the requests that mean the same as parts of one large request."""

    def __init__(self, model: ScoringModel, max_rows: int) -> None:
        self._model = model
        self._max_rows = max_rows
        self._reader = TableReader(model.pyfunc.metadata.get_input_schema())
        # Type hints of a model's own code, or its example, may decide the form of its data.
        self.usable = self._reader.usable and not model.has_type_hints

    def groups(self, requests: Sequence[Request]) -> Iterator[list[Member]]:
        """Those of one kind, none of them larger together than a run may be; others are in no group."""
        now_ms = time.time() * 1000
        groups: dict[object, list[Member]] = {}
        sizes: dict[object, int] = {}
        for position, request in enumerate(requests):
            if now_ms > request.deadline_ms:
                continue
            table, single = self._read(request)
            if table is None:
                continue
            key, rows = table.key, len(table.rows)
            if sizes.get(key, 0) + rows > self._max_rows:
                yield groups.pop(key, [])
                sizes[key] = 0
            groups.setdefault(key, []).append(Member(position, table, single))
            sizes[key] = sizes.get(key, 0) + rows
        yield from groups.values()

    def _read(self, request: Request) -> tuple[PlainTable | None, bool | None]:
        if request.operation == "invocations":
            return self._reader.read(request.body, request.content_type), None
        if request.operation != "predict":
            return None, None
        try:
            features = features_in(request.body, request.content_type, self._model.pyfunc)
            return (self._reader.read_features(*features), features[1]) if features else (None, None)
        except Exception:
            # What is wrong with it is said where it is looked at alone.
            return None, None


def parse_group(group: list[Member], model: ScoringModel) -> Parsed:
    """The tables of a group below one another, read by MLflow; raises whatever it raises."""
    metadata = model.pyfunc.metadata
    body = merged_body([member.table for member in group])
    return Parsed(*scoring_server._parse_json_data(body, metadata, metadata.get_input_schema()))
