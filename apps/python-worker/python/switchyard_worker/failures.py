"""What went wrong, in the gateway's codes: status and MLflow's code stay what a scoring server answers."""

from __future__ import annotations

import traceback

from mlflow.exceptions import MlflowException
from mlflow.pyfunc.scoring_server import SCORING_PROTOCOL_CHANGE_INFO

from switchyard_worker.frames import Failure

_LONGEST = 1000

_CODES = {
    "BAD_REQUEST": "invalid_request",
    "INVALID_PARAMETER_VALUE": "schema_mismatch",
    "UNAUTHENTICATED": "unauthenticated",
    "PERMISSION_DENIED": "permission_denied",
    "ENDPOINT_NOT_FOUND": "endpoint_not_found",
    "RESOURCE_DOES_NOT_EXIST": "model_not_found",
    "RESOURCE_CONFLICT": "conflict",
    "REQUEST_LIMIT_EXCEEDED": "overloaded",
    "INTERNAL_ERROR": "internal",
    "TEMPORARILY_UNAVAILABLE": "model_not_ready",
    "DEADLINE_EXCEEDED": "deadline_exceeded",
}

_CODES_BY_STATUS = {
    400: "invalid_request",
    401: "unauthenticated",
    403: "permission_denied",
    404: "endpoint_not_found",
    409: "conflict",
    429: "overloaded",
    503: "model_not_ready",
    504: "deadline_exceeded",
}

_MODEL_RAISED = (
    "Encountered an unexpected error while evaluating the model. Verify that the input is compatible with"
    " the model for inference."
)


def parsing_failure(error: Exception) -> Failure:
    """The fault of a body that cannot be read."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, MlflowException):
        return Failure(_code_of(error), _message_of(error))
    if isinstance(error, RecursionError) or "integer string conversion" in str(error):
        # MLflow's server fails over deep nesting and endless digits, though the request is at fault.
        return Failure("invalid_request", f"Invalid input. {summary_of(error)}")
    return Failure("internal", f"the body could not be read: {summary_of(error)}")


def model_failure(error: Exception) -> Failure:
    """The fault of a request that the model, or the check before it, does not take."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, MlflowException):
        code = _code_of(error)
        return Failure("model_error" if code == "invalid_request" else code, _message_of(error))
    return Failure("model_error", f"{_MODEL_RAISED} {summary_of(error)}")


def summary_of(error: BaseException) -> str:
    """An exception's type and the first line of its message."""
    lines = "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()
    return (lines[-1] if isinstance(error, SyntaxError) else lines[0])[:_LONGEST]


def _code_of(error: MlflowException) -> str:
    return _CODES.get(error.error_code) or _CODES_BY_STATUS.get(error.get_http_status_code(), "internal")


def _message_of(error: MlflowException) -> str:
    """MLflow's message without the caller's data, which it repeats whole."""
    message = str(error.message)
    cause = error.__context__
    if message.startswith("Failed to enforce schema of data") and cause is not None:
        message = f"Failed to enforce schema. {getattr(cause, 'message', None) or cause}"
    message = message.partition("\nInput: \n")[0].replace(f". {SCORING_PROTOCOL_CHANGE_INFO}", ".")
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
