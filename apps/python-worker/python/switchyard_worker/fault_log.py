"""Tracebacks of a model's own faults, for whoever looks after it."""

from __future__ import annotations

import sys
import traceback

from mlflow.exceptions import MlflowException

_MOST = 50
_LONGEST = 6000
_seen: set[tuple[str, str, int]] = set()


def log_fault(error: Exception) -> None:
    """Writes an exception's traceback to standard error, once for each place where one arose."""
    if isinstance(error, MlflowException) or len(_seen) >= _MOST:
        return
    place = traceback.extract_tb(error.__traceback__)[-1]
    key = (type(error).__name__, place.filename, place.lineno or 0)
    if key in _seen:
        return
    _seen.add(key)
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    print(text[-_LONGEST:], file=sys.stderr, flush=True)
