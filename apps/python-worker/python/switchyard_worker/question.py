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
from switchyard_worker.parse_body import Parsed, parse_body
from switchyard_worker.scoring_model import Prediction, ScoringModel


class Style(NamedTuple):
    """How answers are written."""

    dialect: str
    """`strict` JSON, or `python`'s with its bare words."""
    labels: list[str] | None
    """Names for a classifier's classes."""


class Question(NamedTuple):
    """What a request asks."""

    parsed: Parsed
    friendly: Friendly | None


def read_question(request: Request, model: ScoringModel) -> Question:
    """Reads a request, unless nobody waits for its answer any more."""
    if time.time() * 1000 > request.deadline_ms:
        raise Failure("deadline_exceeded", "waited too long for the model")
    if request.operation == "invocations":
        return Question(parse_body(request.body, request.content_type, model.pyfunc), None)
    if request.operation != "predict":
        raise not_supported(request.operation)
    friendly = parse_friendly(request.body, request.content_type, model.pyfunc)
    return Question(friendly.parsed, friendly)


def not_supported(operation: str) -> Failure:
    """The refusal of what only graphs answer."""
    asked = "the Open Inference Protocol (V2)" if operation == "infer" else f"the operation {operation}"
    return Failure(
        "invalid_request",
        f"{asked} is not supported by this model's runtime, which is Python; send MLflow's `inputs` to /invocations",
    )


def write_answer(question: Question, prediction: Prediction, model: ScoringModel, style: Style) -> Answer:
    """The bytes of an answer."""
    friendly = question.friendly
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
