"""What a signature and an example say of a model's input."""

import unittest

import numpy as np
import pandas as pd
from mlflow.types import ColSpec, DataType, Schema, TensorSpec

from switchyard_compile.inputs import Column, Inputs, read_inputs, sample_rows
from switchyard_compile.refused import Refused

TABLE = Inputs([Column("x", "float64"), Column("n", "int64"), Column("city", "object")])


class ReadInputsTest(unittest.TestCase):
    """A signature becomes columns, or says why it cannot."""

    def test_columns_have_the_types_of_the_signature(self) -> None:
        types = ["double", "float", "long", "integer", "boolean", "string"]
        inputs = read_inputs(Schema([ColSpec(each, each) for each in types]))
        self.assertEqual(
            [each.dtype for each in inputs.columns],
            ["float64", "float32", "int64", "int32", "bool", "object"],
        )
        self.assertFalse(inputs.is_array)
        self.assertTrue(inputs.has_texts)

    def test_columns_without_names_are_named_by_their_place(self) -> None:
        inputs = read_inputs(Schema([ColSpec("double"), ColSpec("long")]))
        self.assertEqual([each.name for each in inputs.columns], ["0", "1"])

    def test_types_that_no_graph_takes_are_refused_by_name(self) -> None:
        for kind in (DataType.datetime, DataType.binary):
            with self.assertRaisesRegex(Refused, f"the column when is of the type .*{kind.name}"):
                read_inputs(Schema([ColSpec("double", "x"), ColSpec(kind, "when")]))

    def test_an_array_has_a_column_for_each_of_its_numbers(self) -> None:
        inputs = read_inputs(Schema([TensorSpec(np.dtype("float32"), (-1, 3))]))
        self.assertEqual([each.dtype for each in inputs.columns], ["float32"] * 3)
        self.assertEqual((inputs.shape, inputs.dtype), ([-1, 3], "float32"))

    def test_an_array_of_free_width_or_of_one_dimension_has_one_column(self) -> None:
        for shape in ((-1,), (-1, -1), (-1, 8, 8)):
            self.assertEqual(len(read_inputs(Schema([TensorSpec(np.dtype("int64"), shape)])).columns), 1)

    def test_arrays_of_texts_and_named_tensors_are_refused(self) -> None:
        with self.assertRaisesRegex(Refused, "array of .*: use numbers"):
            read_inputs(Schema([TensorSpec(np.dtype("str"), (-1, 2))]))
        with self.assertRaisesRegex(Refused, "names its tensors"):
            read_inputs(Schema([TensorSpec(np.dtype("float64"), (-1, 2), "x")]))


class SampleRowsTest(unittest.TestCase):
    """The model is asked with rows of its signature's types."""

    def test_rows_of_the_example_have_the_types_of_the_signature(self) -> None:
        example = pd.DataFrame({"x": [1, 2], "n": [3.0, 4.0], "city": ["a", "b"]}, index=[7, 9])
        rows = sample_rows(TABLE, example)
        self.assertEqual([str(each) for each in rows.dtypes][:2], ["float64", "int64"])
        self.assertEqual((list(rows.n), list(rows.index)), ([3, 4], [0, 1]))

    def test_an_example_of_other_columns_says_nothing(self) -> None:
        empty = pd.DataFrame({"x": [], "n": [], "city": []})
        for example in (None, {"x": 1}, pd.DataFrame({"y": [1.0]}), empty):
            rows = sample_rows(TABLE, example)
            self.assertEqual(rows.to_dict("list"), {"x": [1.0], "n": [1], "city": ["a"]})

    def test_rows_that_miss_a_whole_number_are_left_out(self) -> None:
        example = pd.DataFrame({"x": [1.0, 2.0], "n": [None, 4.0], "city": ["a", "b"]})
        rows = sample_rows(TABLE, example)
        self.assertEqual((list(rows.x), list(rows.index)), ([2.0], [0]))

    def test_an_example_whose_every_row_misses_one_says_nothing(self) -> None:
        rows = sample_rows(TABLE, pd.DataFrame({"x": [1.0], "n": [None], "city": ["a"]}))
        self.assertEqual(list(rows.n), [1])

    def test_missing_floats_stay(self) -> None:
        example = pd.DataFrame({"x": [np.nan, 2.0], "n": [3, 4], "city": ["a", "b"]})
        self.assertEqual(sample_rows(TABLE, example).x.isna().tolist(), [True, False])

    def test_a_long_example_is_cut(self) -> None:
        example = pd.DataFrame({"x": np.ones(99), "n": 1, "city": "a"})
        self.assertEqual(len(sample_rows(TABLE, example)), 50)

    def test_arrays_come_as_arrays_of_the_signature(self) -> None:
        inputs = Inputs([Column("0", "float32")] * 2, [-1, 2], "float32")
        for example, count in ((np.ones((3, 2)), 3), (pd.DataFrame([[1, 2]]), 1), (np.ones(2), 1)):
            rows = sample_rows(inputs, example)
            self.assertEqual((rows.shape, rows.dtype), ((count, 2), np.float32))


if __name__ == "__main__":
    unittest.main()
