"""The frames of the link."""

import json
import struct
import unittest

from switchyard_worker.frames import ANSWERS, LOAD, READY, Answer, Failure, Work
from switchyard_worker.frames import answers_frame, json_frame, read_batch, read_load


def text(value: bytes) -> bytes:
    """A text as the gateway writes it."""
    return struct.pack("<I", len(value)) + value


class FramesTest(unittest.TestCase):
    """What the gateway writes is read, what is written the gateway reads."""

    def test_a_batch_is_read_as_it_was_written(self) -> None:
        request = b"\x01" + text(b"text/csv") + struct.pack("<d", 12.5) + text(b"a\n1\n")
        payload = (
            struct.pack("<BIBI", 4, 7, 1, 2)
            + request
            + b"\x00"
            + text(b"")
            + struct.pack("<d", 0)
            + text(b"")
        )
        batch = read_batch(payload)
        self.assertEqual((batch.id, batch.announce), (7, True))
        self.assertEqual(tuple(batch.requests[0]), ("predict", "text/csv", 12.5, b"a\n1\n"))
        self.assertEqual(tuple(batch.requests[1]), ("invocations", "", 0.0, b""))

    def test_an_operation_that_nobody_here_knows_harms_no_other_request(self) -> None:
        rest = text(b"") + struct.pack("<d", 0) + text(b"{}")
        batch = read_batch(struct.pack("<BIBI", 4, 7, 0, 3) + b"\x02" + rest + b"\xff" + rest + b"\x00" + rest)
        self.assertEqual([each.operation for each in batch.requests], ["infer", "unknown", "invocations"])

    def test_a_load_frame_keeps_integers_of_any_size(self) -> None:
        payload = bytes([LOAD]) + text(b'{"kind":"load","number":12345678901234567890}')
        self.assertEqual(read_load(payload)["number"], 12345678901234567890)

    def test_answers_are_written_as_the_gateway_reads_them(self) -> None:
        work = Work(0.5, 0.25, (64, 3))
        frame = answers_frame(3, [Answer(b"{}", 1.5), Failure("internal", "é \ud800")], work)
        good = b"\x01" + text(b"application/json") + struct.pack("<d", 1.5) + text(b"{}")
        bad = b"\x00" + text(b"internal") + text("é ?".encode())
        payload = struct.pack("<BIddIIII", ANSWERS, 3, 0.5, 0.25, 2, 64, 3, 2) + good + bad
        self.assertEqual(frame, text(payload))

    def test_a_frame_of_json_carries_its_kind(self) -> None:
        frame = json_frame(READY, "ready", threads=0)
        self.assertEqual(frame[4], READY)
        self.assertEqual(json.loads(frame[9:]), {"kind": "ready", "threads": 0})


if __name__ == "__main__":
    unittest.main()
