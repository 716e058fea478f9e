"""Requests that wait are made ready together."""

import threading
import unittest

from switchyard_worker.enforce_merged import Prepared
from switchyard_worker.frames import Request
from switchyard_worker.request_threads import RequestThreads
from switchyard_worker.waiting_room import Visit, WaitingRoom


class Checks:
    """Makes ready what is not called `odd`."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def prepare(self, requests: list[Request]) -> dict[int, Prepared]:
        """Remembers how many came together."""
        self.sizes.append(len(requests))
        return {at: Prepared(each.body, None) for at, each in enumerate(requests) if each.body != b"odd"}


class WaitingRoomTest(unittest.TestCase):
    """As many come out as went in."""

    def test_those_that_wait_are_made_ready_together(self) -> None:
        checks = Checks()
        room = WaitingRoom(checks)
        for body in (b"one", b"odd", b"two"):
            room.enter(visit(body))
        taken = [room.next() for _ in range(3)]
        self.assertEqual(checks.sizes, [3])
        self.assertEqual([found.request.body for found, _ in taken], [b"one", b"odd", b"two"])
        self.assertEqual([prepared and prepared.question for _, prepared in taken], [b"one", None, b"two"])

    def test_a_large_request_is_left_to_its_own_thread(self) -> None:
        checks = Checks()
        room = WaitingRoom(checks)
        room.enter(visit(b"x" * 100_000))
        self.assertIsNone(room.next()[1])
        self.assertEqual(checks.sizes, [])

    def test_threads_take_each_request_once(self) -> None:
        room = WaitingRoom(Checks())
        threads = RequestThreads(8)
        taken: list[bytes] = []
        for at in range(2000):
            room.enter(visit(b"x" * 100_000 if at % 7 == 0 else str(at).encode()))
            threads.submit(lambda: taken.append(room.next()[0].request.body))
        threads.finish()
        self.assertEqual(len(taken), 2000)
        small = {each for each in taken if len(each) < 10}
        self.assertEqual(small, {str(at).encode() for at in range(2000) if at % 7 != 0})

    def test_work_that_waits_for_other_work_does_not_hold_it(self) -> None:
        threads = RequestThreads(2)
        other = threading.Event()
        met: list[bool] = []
        threads.submit(lambda: met.append(other.wait(30)))
        threads.submit(other.set)
        threads.finish()
        self.assertEqual(met, [True])


def visit(body: bytes) -> Visit:
    """A request that nobody waits for."""
    return Visit(Request("invocations", "application/json", 0.0, body), print)


if __name__ == "__main__":
    unittest.main()
