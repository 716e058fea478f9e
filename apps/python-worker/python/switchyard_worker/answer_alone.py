"""Answers each request by itself, many side by side, as MLflow's server does."""

from __future__ import annotations

import contextvars
import threading

from switchyard_worker.enforce_merged import MergedChecks, Prepared
from switchyard_worker.frames import Batch, Failure, Outcome, Request, Work, answers_frame
from switchyard_worker.link import Link
from switchyard_worker.question import Style, read_question, write_answer
from switchyard_worker.request_threads import RequestThreads
from switchyard_worker.scoring_model import ScoringModel
from switchyard_worker.waiting_room import Visit, WaitingRoom

_THREADS = 32


class AloneAnswers:
    """A thread a request; a frame is answered when its last request is."""

    frames = {"inFlight": _THREADS, "maxRequests": 1}

    def __init__(self, model: ScoringModel, style: Style) -> None:
        self._model = model
        self._style = style
        self._threads = RequestThreads(_THREADS)
        self._room = WaitingRoom(MergedChecks(model))

    def take(self, batch: Batch, link: Link) -> None:
        """Begins a frame; its answers go out when they are there."""
        frame = _PendingFrame(batch, link)
        for position, request in enumerate(batch.requests):
            self._room.enter(Visit(request, lambda outcome, work, at=position: frame.put(at, outcome, work)))
            self._threads.submit(self._answer_next)

    def finish(self) -> None:
        """Waits until all is answered."""
        self._threads.finish()

    def answer(self, request: Request, prepared: Prepared | None = None) -> Outcome:
        """The answer to one request."""
        try:
            return self._answer_prepared(prepared) if prepared is not None else self._answer_whole(request)
        except Failure as failure:
            return failure

    def _answer_whole(self, request: Request) -> Outcome:
        model = self._model
        question = read_question(request, model)
        if question.with_probabilities and model.classifier is not None:
            return self._answer_prepared(Prepared(question, model.enforce(question.parsed)))
        return write_answer(question, model.predict(question.parsed), model, self._style)

    def _answer_prepared(self, prepared: Prepared) -> Outcome:
        question, enforced = prepared
        prediction = self._model.run_guarded(enforced, with_probabilities=question.with_probabilities)
        return write_answer(question, prediction, self._model, self._style)

    def _answer_next(self) -> None:
        self._model.log.begin()
        visit, prepared = self._room.next()
        # What a model keeps in context variables must not reach the next request of this thread.
        outcome = contextvars.copy_context().run(self.answer, visit.request, prepared)
        visit.leave(outcome, self._model.log.end())


class _PendingFrame:
    """The answers that a frame waits for."""

    def __init__(self, batch: Batch, link: Link) -> None:
        self._id = batch.id
        self._link = link
        self._outcomes: dict[int, Outcome] = {}
        self._works: list[Work] = []
        self._count = len(batch.requests)
        self._lock = threading.Lock()

    def put(self, position: int, outcome: Outcome, work: Work) -> None:
        """Keeps an answer, and sends all of them with the last."""
        with self._lock:
            self._outcomes[position] = outcome
            self._works.append(work)
            if len(self._outcomes) < self._count:
                return
        outcomes = [self._outcomes[each] for each in range(self._count)]
        self._link.send(answers_frame(self._id, outcomes, _together(self._works)))


def _together(works: list[Work]) -> Work:
    """What several threads did side by side, as one."""
    rows = tuple(rows for work in works for rows in work.run_rows)
    return Work(max(work.decode_ms for work in works), max(work.encode_ms for work in works), rows)
