"""Requests with plain tables, read, checked and run as one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from mlflow.pyfunc import scoring_server

from switchyard_worker.frames import Failure, Outcome, Request
from switchyard_worker.join import split
from switchyard_worker.parse_body import Parsed
from switchyard_worker.plain_table import PlainTable, TableReader, merged_body
from switchyard_worker.question import Question, Style, write_answer
from switchyard_worker.scoring_model import Prediction, ScoringModel


class _Member(NamedTuple):
    position: int
    table: PlainTable


class MergedAnswers:
    """Answers those requests of a frame that mean the same as parts of one large request."""

    def __init__(self, model: ScoringModel, style: Style, max_rows: int) -> None:
        self._model = model
        self._style = style
        self._max_rows = max_rows
        self._reader = TableReader(model.pyfunc.metadata.get_input_schema())
        # Models with code of their own may have been saved with an example or type hints that decide the form of data.
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
            if request.operation != "invocations" or now_ms > request.deadline_ms:
                continue
            table = self._reader.read(request.body, request.content_type)
            if table is None:
                continue
            key, rows = table.key, len(table.rows)
            if sizes.get(key, 0) + rows > self._max_rows:
                yield groups.pop(key, [])
                sizes[key] = 0
            groups.setdefault(key, []).append(_Member(position, table))
            sizes[key] = sizes.get(key, 0) + rows
        yield from groups.values()

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
        body = merged_body([table for _, table in group])
        parsed = Parsed(*scoring_server._parse_json_data(body, metadata, metadata.get_input_schema()))
        value, _, infer_ms = model.run(model.enforce_merged(parsed))
        parts = split(value, [len(table.rows) for _, table in group])
        question = Question(parsed, None)
        return {
            member.position: self._conclude(question, Prediction(part, None, infer_ms))
            for member, part in zip(group, parts)
        }

    def _conclude(self, question: Question, prediction: Prediction) -> Outcome:
        try:
            return write_answer(question, prediction, self._model, self._style)
        except Failure as failure:
            return failure
