"""The first caller meets a model that has run before."""

from __future__ import annotations

import os
import time
from typing import Any, Union

from switchyard_worker.answer_alone import AloneAnswers
from switchyard_worker.answer_joined import JoinedAnswers
from switchyard_worker.frames import Answer, Failure, Request
from switchyard_worker.load_warnings import Log

_LONGEST_MS = 60.0
_MOST_ROUNDS = 200
# A model with code of its own may do more than compute: each call of a paid service is billed.
_MOST_ROUNDS_ALONE = 1
_DEADLINE_MS = 60_000


def example_body(directory: str, manifest: dict[str, Any], log: Log) -> bytes | None:
    """The request that MLflow keeps beside a model."""
    name = manifest.get("servingInputExample")
    if name is None:
        return None
    try:
        with open(os.path.join(directory, name), "rb") as file:
            return file.read()
    except OSError as error:
        log(f"the input example cannot be read: {error}")
        return None


def rehearse(answers: Union[AloneAnswers, JoinedAnswers], example: bytes | None, log: Log) -> float:
    """Answers the input example, for a moment again and again if it only computes; its fastest run in ms."""
    if example is None:
        return 0.0
    fastest_ms = float("inf")
    end = time.perf_counter() + _LONGEST_MS / 1000
    for _ in range(_MOST_ROUNDS_ALONE if isinstance(answers, AloneAnswers) else _MOST_ROUNDS):
        outcome = _answer(answers, example)
        if isinstance(outcome, Failure):
            log(f"the input example does not run: {outcome.message}")
            return 0.0
        fastest_ms = min(fastest_ms, outcome.infer_ms)
        if time.perf_counter() > end:
            break
    return fastest_ms


def _answer(answers: Union[AloneAnswers, JoinedAnswers], example: bytes) -> Answer | Failure:
    request = Request("invocations", "application/json", time.time() * 1000 + _DEADLINE_MS, example)
    if isinstance(answers, AloneAnswers):
        return answers.answer(request)
    (outcome,) = answers.answer([request])
    return outcome
