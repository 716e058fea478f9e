"""Requests with plain tables, read, checked and run as one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from mlflow.pyfunc import scoring_server

from switchyard_worker.frames import Failure, Outcome, Request
from switchyard_worker.friendly_body import Friendly, features_in
from switchyard_worker.join import split
from switchyard_worker.parse_body import Parsed
from switchyard_worker.plain_table import PlainTable, TableReader, merged_body
from switchyard_worker.question import Question, Style, write_answer
from switchyard_worker.scoring_model import Prediction, ScoringModel


class _Member(NamedTuple):
    position: int
    table: PlainTable
    single: bool | None
    """Of the friendly form, whether one thing was sent; none for others."""


class MergedAnswers:
    """Answers those requests of a frame that mean the same as parts of one large request."""

    def __init__(self, model: ScoringModel, style: Style, max_rows: int) -> None:
        self._model = model
        self._style = style
        self._max_rows = max_rows
        self._reader = TableReader(model.pyfunc.metadata.get_input_schema())
        # Type hints of a model's own code, or its example, may decide the form of its data.
        self._usable = self._reader.usable and not model.has_type_hints

    def answer(self, requests: list[Request]) -> dict[int, Outcome]:
        """Answers by position; none for requests that must be looked at one by one."""
        if len(requests) < 2 or not self._usable:
            return {}
        answers: dict[int, Outcome] = {}
        for group in self._groups(requests):
            answers.update(self._answer_group(group))
        return answers

    def _groups(self, requests: list[Request]) -> Iterator[list[_Member]]:
        now_ms = time.time() * 1000
        groups: dict[object, list[_Member]] = {}
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
            groups.setdefault(key, []).append(_Member(position, table, single))
            sizes[key] = sizes.get(key, 0) + rows
        yield from groups.values()

    def _read(self, request: Request) -> tuple[PlainTable | None, bool | None]:
        if request.operation == "invocations":
            return self._reader.read(request.body, request.content_type), None
        try:
            features = features_in(request.body, request.content_type, self._model.pyfunc)
            return (self._reader.read_features(*features), features[1]) if features else (None, None)
        except Exception:
            # What is wrong with it is said where it is looked at alone.
            return None, None

    def _answer_group(self, group: list[_Member]) -> dict[int, Outcome]:
        if len(group) < 2:
            return {}
        try:
            return self._answer_together(group)
        except Exception:
            # Whichever of them it is will fail alone, and say why there.
            pass
        middle = len(group) // 2
        return {**self._answer_group(group[:middle]), **self._answer_group(group[middle:])}

    def _answer_together(self, group: list[_Member]) -> dict[int, Outcome]:
        model = self._model
        metadata = model.pyfunc.metadata
        body = merged_body([member.table for member in group])
        parsed = Parsed(*scoring_server._parse_json_data(body, metadata, metadata.get_input_schema()))
        friendly = group[0].single is not None
        value, scores, infer_ms = model.run(model.enforce_merged(parsed), with_probabilities=friendly)
        counts = [len(member.table.rows) for member in group]
        parts = split(value, counts)
        scores_of = [None] * len(group) if scores is None else split(scores, counts)
        return {
            member.position: self._conclude(member, parsed, Prediction(part, its_scores, infer_ms))
            for member, part, its_scores in zip(group, parts, scores_of)
        }

    def _conclude(self, member: _Member, parsed: Parsed, prediction: Prediction) -> Outcome:
        _, table, single = member
        friendly = None if single is None else Friendly(parsed, len(table.rows), single)
        question = Question(parsed, friendly)
        try:
            return write_answer(question, prediction, self._model, self._style)
        except Failure as failure:
            return failure
