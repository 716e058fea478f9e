"""What MLflow only warns of while it loads a model."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Log = Callable[[str], None]

_LONGEST = 1500
_MOST = 20


@contextmanager
def warnings_as_log(log: Log) -> Iterator[None]:
    """Warnings of MLflow's, and those that packages give people, go to the log, each once."""
    logger = logging.getLogger("mlflow")
    handlers, logger.handlers = logger.handlers, [_Handler(_once(log))]
    try:
        with warnings.catch_warnings():
            forward = _once(log)
            warnings.showwarning = lambda message, category, *_: _show(message, category, forward)
            yield
    finally:
        logger.handlers = handlers


def _show(message: Warning | str, category: type[Warning], forward: Log) -> None:
    if issubclass(category, UserWarning):
        forward(str(message))


def _once(log: Log) -> Log:
    seen: set[str] = set()

    def forward(message: str) -> None:
        if message not in seen and len(seen) < _MOST:
            seen.add(message)
            log(message[:_LONGEST])

    return forward


class _Handler(logging.Handler):
    def __init__(self, forward: Log) -> None:
        super().__init__(logging.WARNING)
        self._forward = forward

    def emit(self, record: logging.LogRecord) -> None:
        self._forward(record.getMessage())
