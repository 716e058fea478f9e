"""Requests with plain tables, read, checked and run as one."""

from __future__ import annotations

from switchyard_worker.frames import Failure, Outcome, Request
from switchyard_worker.join import split
from switchyard_worker.question import Question, Style, write_answer
from switchyard_worker.scoring_model import Prediction, ScoringModel
from switchyard_worker.table_groups import Member, TableGroups, parse_group


class MergedAnswers:
    """Answers those requests of a frame that mean the same as parts of one large request."""

    def __init__(self, model: ScoringModel, style: Style, max_rows: int) -> None:
        self._model = model
        self._style = style
        self._tables = TableGroups(model, max_rows)

    def answer(self, requests: list[Request]) -> dict[int, Outcome]:
        """Answers by position; none for requests that must be looked at one by one."""
        if len(requests) < 2 or not self._tables.usable:
            return {}
        answers: dict[int, Outcome] = {}
        for group in self._tables.groups(requests):
            answers.update(self._answer_group(group))
        return answers

    def _answer_group(self, group: list[Member]) -> dict[int, Outcome]:
        if len(group) < 2:
            return {}
        try:
            return self._answer_together(group)
        except Exception:
            # Whichever of them it is will fail alone, and say why there.
            pass
        middle = len(group) // 2
        return {**self._answer_group(group[:middle]), **self._answer_group(group[middle:])}

    def _answer_together(self, group: list[Member]) -> dict[int, Outcome]:
        model = self._model
        parsed = parse_group(group, model)
        friendly = group[0].single is not None
        value, scores, infer_ms = model.run(model.enforce_merged(parsed), with_probabilities=friendly)
        counts = [len(member.table.rows) for member in group]
        parts = split(value, counts)
        scores_of = [None] * len(group) if scores is None else split(scores, counts)
        predictions = [Prediction(part, its_scores, infer_ms) for part, its_scores in zip(parts, scores_of)]
        return {
            member.position: self._conclude(member.question(parsed), prediction)
            for member, prediction in zip(group, predictions)
        }

    def _conclude(self, question: Question, prediction: Prediction) -> Outcome:
        try:
            return write_answer(question, prediction, self._model, self._style)
        except Failure as failure:
            return failure
