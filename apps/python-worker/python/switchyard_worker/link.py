"""The worker's end of the link."""

from __future__ import annotations

import os
import select
import socket
import threading
from collections import deque
from collections.abc import Iterator

from switchyard_worker.frames import LOG, json_frame

_BUFFER_BYTES = 256 * 1024


class Link:
    """Frames to and from the gateway; without a gateway the process ends at once."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.setblocking(True)
        self._socket.set_inheritable(False)
        self._stream = self._socket.makefile("rb", _BUFFER_BYTES)
        self._outgoing: deque[bytes] = deque()
        self._lock = threading.Lock()
        # A child that lives on with the link open would keep the gateway waiting for this worker's end.
        os.register_at_fork(after_in_child=lambda: os.close(descriptor))
        threading.Thread(target=self._end_with_gateway, name="link", daemon=True).start()

    def payloads(self) -> Iterator[bytes]:
        """Each frame that arrives, without its length."""
        while True:
            length = int.from_bytes(self._read(4), "little")
            yield self._read(length)

    def send(self, frame: bytes) -> None:
        """Sends a frame whole; a thread that sends already takes it along."""
        self._outgoing.append(frame)
        # Looked at again after each release: what came meanwhile was left to this thread.
        while self._outgoing and self._lock.acquire(blocking=False):
            try:
                self._send_waiting()
            finally:
                self._lock.release()

    def flush(self) -> None:
        """Waits until all is sent."""
        with self._lock:
            self._send_waiting()

    def log(self, message: str) -> None:
        """A warning for the gateway's log."""
        self.send(json_frame(LOG, "log", level="warn", message=message))

    def _send_waiting(self) -> None:
        frames = [self._outgoing.popleft() for _ in range(len(self._outgoing))]
        try:
            self._socket.sendall(b"".join(frames))
        except OSError:
            os._exit(1)

    def _read(self, length: int) -> bytes:
        read = self._stream.read(length)
        if read is None or len(read) < length:
            os._exit(0)
        return read

    def _end_with_gateway(self) -> None:
        """Without a gateway there is nobody to answer, and a run must not hold the process."""
        poll = select.poll()
        poll.register(self._socket, getattr(select, "POLLRDHUP", 0))
        poll.poll()
        os._exit(0)
