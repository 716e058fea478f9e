"""Inputs of several requests as one, and back."""

import unittest

import numpy as np
import pandas as pd

from switchyard_worker.join import NotRows, join, kind_of, rows_in, split

INPUTS = [
    (pd.DataFrame({"a": [1.0], "b": ["x"]}), pd.DataFrame({"a": [2.0, 3.0], "b": ["y", "z"]})),
    (np.arange(4).reshape(1, 4), np.arange(8).reshape(2, 4)),
    ([1], [2, "x"]),
    ({"x": np.zeros((1, 2)), "y": np.array(["a"])}, {"x": np.ones((2, 2)), "y": np.array(["b", "c"])}),
]


class JoinTest(unittest.TestCase):
    """Rows come out of a joint run where they went in."""

    def test_what_is_joined_comes_apart_again(self) -> None:
        for one, other in INPUTS:
            self.assertEqual(kind_of(one, None), kind_of(other, {}))
            self.assertEqual((rows_in(one), rows_in(other)), (1, 2))
            parts = split(join([one, other]), [1, 2])
            for part, expected in zip(parts, (one, other)):
                self.assertEqual(repr(plain(part)), repr(plain(expected)))

    def test_inputs_that_differ_in_columns_types_or_parameters_are_of_other_kinds(self) -> None:
        frame = pd.DataFrame({"a": [1.0]})
        others = [pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1.0]}), np.array([[1.0]]), [1.0]]
        for other in others:
            self.assertNotEqual(kind_of(frame, None), kind_of(other, None))
        self.assertNotEqual(kind_of(frame, {"p": 1}), kind_of(frame, {"p": 2}))
        self.assertNotEqual(kind_of(np.zeros((1, 2)), None), kind_of(np.zeros((1, 3)), None))

    def test_what_has_no_rows_of_its_own_stands_alone(self) -> None:
        named = pd.DataFrame({"a": [1]}, index=["row"])
        twice = pd.DataFrame([[1, 2]], columns=["a", "a"])
        ragged = {"x": np.zeros(1), "y": np.zeros(2)}
        for data in (
            pd.DataFrame({"a": []}),
            named,
            twice,
            ragged,
            np.float64(1),
            np.array(1),
            "text",
            {"x": [1]},
            {},
        ):
            self.assertEqual(rows_in(data), 0)

    def test_an_answer_without_a_part_for_each_row_is_not_split(self) -> None:
        for answer in (np.zeros(3), np.array(1.0), "ab", {"mean": 1.0}, {"x": np.zeros(1)}, None, iter("ab")):
            with self.assertRaises(NotRows):
                split(answer, [1, 1])

    def test_tables_and_series_are_split_by_rows(self) -> None:
        series = pd.Series([1, 2, 3], index=[5, 5, 6], name="y")
        self.assertEqual([part.tolist() for part in split(series, [2, 1])], [[1, 2], [3]])


def plain(value: object) -> object:
    """A form that can be compared."""
    if isinstance(value, pd.DataFrame):
        return value.to_dict("records")
    return value


if __name__ == "__main__":
    unittest.main()
