"""Answers each request by itself, many side by side, as MLflow's server does."""

from __future__ import annotations

import contextvars
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from switchyard_worker.frames import Batch, Failure, Outcome, Request, answers_frame
from switchyard_worker.link import Link
from switchyard_worker.question import Style, read_question, write_answer
from switchyard_worker.scoring_model import ScoringModel

_THREADS = 32


class AloneAnswers:
    """A thread a request; a frame is answered when its last request is."""

    frames = {"inFlight": _THREADS, "maxRequests": 1}

    def __init__(self, model: ScoringModel, style: Style) -> None:
        self._model = model
        self._style = style
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="request")

    def take(self, batch: Batch, link: Link) -> None:
        """Begins a frame; its answers go out when they are there."""
        frame = _PendingFrame(batch, link)
        for position, request in enumerate(batch.requests):
            self._pool.submit(_ending_with_process, self._answer_into, frame, position, request)

    def finish(self) -> None:
        """Waits until all is answered."""
        self._pool.shutdown(wait=True)

    def answer(self, request: Request) -> Outcome:
        """The answer to one request."""
        try:
            model = self._model
            question = read_question(request, model)
            if question.friendly is not None and model.classifier is not None:
                prediction = model.run_guarded(model.enforce(question.parsed), with_probabilities=True)
            else:
                prediction = model.predict(question.parsed)
            return write_answer(question, prediction, model, self._style)
        except Failure as failure:
            return failure

    def _answer_into(self, frame: _PendingFrame, position: int, request: Request) -> None:
        # What a model keeps in context variables must not reach the next request of this thread.
        frame.put(position, contextvars.copy_context().run(self.answer, request))


class _PendingFrame:
    """The answers that a frame waits for."""

    def __init__(self, batch: Batch, link: Link) -> None:
        self._id = batch.id
        self._link = link
        self._outcomes: dict[int, Outcome] = {}
        self._count = len(batch.requests)
        self._lock = threading.Lock()

    def put(self, position: int, outcome: Outcome) -> None:
        """Keeps an answer, and sends all of them with the last."""
        with self._lock:
            self._outcomes[position] = outcome
            if len(self._outcomes) < self._count:
                return
        self._link.send(answers_frame(self._id, [self._outcomes[each] for each in range(self._count)]))


def _ending_with_process(work: Callable[..., None], *arguments: object) -> None:
    """What is no ordinary exception ends the process: a model that asks for its exit gets it."""
    try:
        work(*arguments)
    except BaseException as error:
        print(f"the worker ends: {error!r}", file=sys.stderr, flush=True)
        os._exit(1)
