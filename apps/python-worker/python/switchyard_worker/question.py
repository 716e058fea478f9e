"""A request from its bytes to what it asks, and its answer back to bytes."""

from __future__ import annotations

import time
from typing import NamedTuple

from switchyard_worker.classifier import Classifier
from switchyard_worker.encode_answer import encode_json, encode_predictions
from switchyard_worker.failures import summary_of
from switchyard_worker.frames import Answer, Failure, Request
from switchyard_worker.friendly_answer import Classes, friendly_answer
from switchyard_worker.friendly_body import Friendly, parse_friendly
from switchyard_worker.open_answer import open_answer, tensors_of
from switchyard_worker.open_request import Asked, parse_open
from switchyard_worker.parse_body import Parsed, parse_body
from switchyard_worker.scoring_model import Prediction, ScoringModel


class Style(NamedTuple):
    """How answers are written."""

    dialect: str
    """`strict` JSON, or `python`'s with its bare words."""
    labels: list[str] | None
    """Names for a classifier's classes."""
    served: dict[str, str]
    """What clients know the model as: its name and its version."""


class Question(NamedTuple):
    """What a request asks."""

    parsed: Parsed
    friendly: Friendly | None = None
    tensors: Asked | None = None
    """What a request of tensors wants of its answer."""

    @property
    def with_probabilities(self) -> bool:
        """Whether the scores of a classifier's classes are a part of the answer."""
        return self.friendly is not None or self.tensors is not None


def read_question(request: Request, model: ScoringModel) -> Question:
    """Reads a request, unless nobody waits for its answer any more."""
    if time.time() * 1000 > request.deadline_ms:
        raise Failure("deadline_exceeded", "waited too long for the model")
    if request.operation == "invocations":
        return Question(parse_body(request.body, request.content_type, model.pyfunc))
    if request.operation == "infer":
        parsed, asked = parse_open(request.body, request.content_type, model.pyfunc)
        return Question(parsed, None, asked)
    if request.operation != "predict":
        raise Failure("invalid_request", "this model's runtime does not know what is asked of it")
    friendly = parse_friendly(request.body, request.content_type, model.pyfunc)
    return Question(friendly.parsed, friendly)


def write_answer(question: Question, prediction: Prediction, model: ScoringModel, style: Style) -> Answer:
    """The bytes of an answer."""
    friendly, tensors = question.friendly, question.tensors
    if tensors is not None:
        given = tensors_of(prediction.value, prediction.probabilities, model.pyfunc)
        return open_answer(given, tensors, style.served, style.dialect, prediction.infer_ms)
    if friendly is None:
        body = encode_predictions(prediction.value, question.parsed.unwrapped, style.dialect)
        return Answer(body, prediction.infer_ms)
    try:
        classes = _classes_of(model.classifier, style)
        content = friendly_answer(prediction, friendly.rows, friendly.single, classes)
        return Answer(encode_json(content, style.dialect), prediction.infer_ms)
    except Exception as error:
        raise Failure(
            "internal", f"the model's answer cannot be written as JSON: {summary_of(error)}"
        ) from error


def _classes_of(classifier: Classifier | None, style: Style) -> Classes | None:
    """The classes and what answers call them; names that are not as many as the classes are not used."""
    if classifier is None:
        return None
    named = style.labels is not None and len(style.labels) == len(classifier.classes)
    return Classes(classifier.classes, style.labels if named else classifier.labels)
