"""Tensors of the Open Inference Protocol, as they travel."""

import json
import unittest

import numpy as np

from switchyard_worker.frames import Failure
from switchyard_worker.open_bytes import array_of_bytes, bytes_of
from switchyard_worker.open_datatypes import DATATYPES
from switchyard_worker.open_elements import array_of_json
from switchyard_worker.open_inputs import arrays_in, split_body


def samples() -> list[np.ndarray]:
    """An array of each type."""
    numbers = [np.array([[0, 1], [1, 0]], dtype) for dtype in DATATYPES if dtype != object]
    return [*numbers, np.array(["a", "é", ""], dtype=object)]


class OpenTensorsTest(unittest.TestCase):
    """What is written is read, and what cannot be read is refused."""

    def test_arrays_of_every_type_survive_the_way_through_bytes(self) -> None:
        for array in samples():
            read = array_of_bytes(bytes_of(array), array.dtype, array.shape, "x")
            self.assertEqual((read.dtype, read.tolist()), (array.dtype, array.tolist()))
            self.assertTrue(read.flags.writeable)

    def test_arrays_of_every_type_survive_the_way_through_json_flat_and_nested(self) -> None:
        for array in samples():
            for data in (array.tolist(), array.ravel().tolist()):
                read = array_of_json(json.loads(json.dumps(data)), array.dtype, array.shape, "x")
                self.assertEqual((read.dtype, read.tolist()), (array.dtype, array.tolist()))

    def test_elements_of_another_kind_or_out_of_bounds_are_refused(self) -> None:
        for datatype, element in (
            ("|i1", 128),
            ("|u1", -1),
            ("<u8", 2**64),
            ("<i4", 1.5),
            ("<i4", True),
            ("<f4", "1"),
            ("?", 2),
            ("O", 1),
        ):
            with self.assertRaisesRegex(Failure, "input 'x': element 0: expected "):
                array_of_json([element], np.dtype(datatype), (1,), "x")

    def test_bytes_that_are_no_tensor_are_refused(self) -> None:
        for data, dtype, message in (
            (b"123", "<f4", "unexpected total byte size 3 for input 'x', expecting 4"),
            (b"\x02", "?", "expected bytes of 0 or 1"),
            (b"\x01\0\0\0", "O", "element 0 of 1 ends behind its 4 bytes"),
            (b"\xff\xff\xff\xff", "O", "element 0 of 1 ends behind its 4 bytes"),
            (b"\x01\0\0\0\xff", "O", "expected a text in UTF-8"),
            (b"\0\0\0\0\0", "O", "1 bytes are left behind 1"),
        ):
            with self.assertRaisesRegex(Failure, message):
                array_of_bytes(data, np.dtype(dtype), (1,), "x")

    def test_huge_shapes_take_no_memory(self) -> None:
        shape = (2**52, 2**52)
        for dtype in (np.dtype("O"), np.dtype("<f4")):
            with self.assertRaises(Failure):
                array_of_bytes(b"", dtype, shape, "x")
            with self.assertRaises(Failure):
                array_of_json([], dtype, shape, "x")

    def test_tensors_stand_behind_the_json_in_their_order(self) -> None:
        first = {"name": "a", "datatype": "INT16", "shape": [2], "parameters": {"binary_data_size": 4}}
        second = {"name": "b", "datatype": "UINT8", "shape": [1], "parameters": {"binary_data_size": 1}}
        header = json.dumps({"inputs": [first, second]}).encode()
        body = header + b"\x01\0\x02\0\x03"
        content, behind = split_body(body, f"application/octet-stream; header={len(header)}   ")
        arrays = arrays_in(json.loads(content), behind)
        self.assertEqual({name: each.tolist() for name, each in arrays.items()}, {"a": [1, 2], "b": [3]})
        with self.assertRaisesRegex(Failure, "only 0 are left of the body"):
            arrays_in(json.loads(content), behind[:4])
        with self.assertRaisesRegex(Failure, "unexpected additional input data: 1 bytes"):
            arrays_in(json.loads(content), behind + b"\0")


if __name__ == "__main__":
    unittest.main()
