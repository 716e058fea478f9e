"""Answers the requests of a frame by joint runs of the model."""

from __future__ import annotations

from typing import Union

from switchyard_worker.answer_merged import MergedAnswers
from switchyard_worker.frames import Answer, Batch, Failure, Outcome, Request, answers_frame
from switchyard_worker.link import Link
from switchyard_worker.question import Question, Style, read_question, write_answer
from switchyard_worker.run_together import Run, run_together
from switchyard_worker.scoring_model import Enforced, Prediction, ScoringModel

_Prepared = Union[tuple[Question, Enforced], Failure]


class JoinedAnswers:
    """One frame at a time: its requests share runs, a bad one harms itself alone."""

    frames = {"inFlight": 2, "maxRequests": 64}

    def __init__(self, model: ScoringModel, style: Style, max_rows: int) -> None:
        self._model = model
        self._style = style
        self._max_rows = max_rows
        self._merged = MergedAnswers(model, style, max_rows)

    def take(self, batch: Batch, link: Link) -> None:
        """Answers a frame before it returns."""
        log = self._model.log
        log.begin()
        outcomes = self.answer(batch.requests)
        link.send(answers_frame(batch.id, outcomes, log.end()))

    def finish(self) -> None:
        """Nothing waits here."""

    def answer(self, requests: list[Request]) -> list[Outcome]:
        """The answers, in the requests' order."""
        merged = self._merged.answer(requests)
        others = iter(self._answer_each([each for at, each in enumerate(requests) if at not in merged]))
        return [merged[at] if at in merged else next(others) for at in range(len(requests))]

    def _answer_each(self, requests: list[Request]) -> list[Outcome]:
        """Reads and checks requests one by one; they share runs of the model all the same."""
        prepared = [self._prepare(request) for request in requests]
        good = [each for each in prepared if not isinstance(each, Failure)]
        runs = [Run(enforced, question.with_probabilities) for question, enforced in good]
        results = iter(run_together(runs, self._model, self._max_rows))
        return [
            each if isinstance(each, Failure) else self._conclude(each[0], next(results)) for each in prepared
        ]

    def _prepare(self, request: Request) -> _Prepared:
        try:
            question = read_question(request, self._model)
            return question, self._model.enforce(question.parsed)
        except Failure as failure:
            return failure

    def _conclude(self, question: Question, result: Prediction | Failure) -> Answer | Failure:
        if isinstance(result, Failure):
            return result
        try:
            return write_answer(question, result, self._model, self._style)
        except Failure as failure:
            return failure
