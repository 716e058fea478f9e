"""What MLflow logs of requests stays bounded."""

from __future__ import annotations

import logging

_MOST = 100


class _Once(logging.Filter):
    """Lets each message through once, and only so many of them."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if message in self._seen or len(self._seen) >= _MOST:
            return False
        self._seen.add(message)
        return True


def bound_logs() -> None:
    """From here on MLflow's loggers say each thing once: some of it comes with every request."""
    for handler in logging.getLogger("mlflow").handlers:
        handler.addFilter(_Once())
