"""What a thread does for the requests that it answers."""

from __future__ import annotations

import threading
import time

from switchyard_worker.frames import Work


class WorkLog(threading.local):
    """The runs of the model in this thread, and the time before and after them."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Requests are about to be read."""
        self._begun = time.perf_counter()
        self._first_run: float | None = None
        self._ran = self._begun
        self._rows: list[int] = []

    def ran(self, rows: int, start: float, end: float) -> None:
        """The model has run."""
        if self._first_run is None:
            self._first_run = start
        self._ran = end
        self._rows.append(max(rows, 1))

    def end(self) -> Work:
        """The answers are written: what was done since the beginning."""
        end = time.perf_counter()
        if self._first_run is None:
            return Work((end - self._begun) * 1000)
        return Work((self._first_run - self._begun) * 1000, (end - self._ran) * 1000, tuple(self._rows))
