"""Where requests wait for a thread, and are made ready for it together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Union

from switchyard_worker.enforce_merged import MergedChecks, Prepared
from switchyard_worker.frames import Outcome, Request, Work

# Nobody waits for somebody else's large request to be read.
_LARGEST_BYTES = 16 * 1024


class Visit(NamedTuple):
    """A request, and where its answer goes."""

    request: Request
    leave: Callable[[Outcome, Work], None]


Turn = tuple[Visit, Union[Prepared, None]]
"""What is ready of a request; nothing where it must be looked at alone."""


class WaitingRoom:
    """Gives each request to one thread; while a thread makes ready what waits, more gathers."""

    def __init__(self, checks: MergedChecks) -> None:
        self._checks = checks
        self._waiting: deque[Visit] = deque()
        self._ready: deque[Turn] = deque()
        self._lock = threading.Lock()

    def enter(self, visit: Visit) -> None:
        """Adds a request."""
        if len(visit.request.body) > _LARGEST_BYTES:
            self._ready.append((visit, None))
        else:
            self._waiting.append(visit)

    def next(self) -> Turn:
        """A request that no other thread has; with nothing prepared where it must be looked at alone."""
        while True:
            try:
                return self._ready.popleft()
            except IndexError:
                pass
            with self._lock:
                # Others may fill it and empty it at any time; something is left for each that asks.
                if not self._ready:
                    self._make_ready()

    def _make_ready(self) -> None:
        visits = [self._waiting.popleft() for _ in range(len(self._waiting))]
        prepared = self._checks.prepare([visit.request for visit in visits])
        self._ready.extend((visit, prepared.get(at)) for at, visit in enumerate(visits))
