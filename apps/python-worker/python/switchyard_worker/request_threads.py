"""The threads that answer requests side by side."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Union

_Work = Callable[[], None]


class RequestThreads:
    """Does each piece of work in one of so many threads; lighter than an executor with its futures."""

    def __init__(self, count: int) -> None:
        self._works: SimpleQueue[Union[_Work, None]] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"request_{at}", daemon=True) for at in range(count)
        ]
        for each in self._threads:
            each.start()

    def submit(self, work: _Work) -> None:
        """Does it as soon as a thread is free."""
        self._works.put(work)

    def finish(self) -> None:
        """Waits until all is done."""
        for _ in self._threads:
            self._works.put(None)
        for each in self._threads:
            each.join()

    def _work(self) -> None:
        while (work := self._works.get()) is not None:
            try:
                work()
            except BaseException as error:
                # What is no ordinary exception ends the process: a model that asks for its exit gets it.
                print(f"the worker ends: {error!r}", file=sys.stderr, flush=True)
                os._exit(1)
