"""A graph gets the answer that its model has, or is refused."""

import unittest

import numpy as np
import onnx
import pandas as pd
from onnx import TensorProto, helper

from switchyard_compile.check import check, difference
from switchyard_compile.companion import Companion
from switchyard_compile.finish import finished
from switchyard_compile.inputs import Column, Inputs
from switchyard_compile.refused import Refused

ROWS = pd.DataFrame({"x": [1.0, -2.5]})
INPUTS = Inputs([Column("x", "float64")])


def doubling(output: str = "y", source: str = "x") -> Companion:
    """Give a graph that adds each number to itself, and gives the number itself besides."""
    given = helper.make_tensor_value_info(source, TensorProto.DOUBLE, ["rows", 1])
    answers = [
        helper.make_tensor_value_info(each, TensorProto.DOUBLE, ["rows", 1]) for each in (output, "same")
    ]
    nodes = [
        helper.make_node("Add", [source, source], [output]),
        helper.make_node("Identity", [source], ["same"]),
    ]
    graph = helper.make_graph(nodes, "doubling", [given], answers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return Companion(model, "a converter 1.0", output)


def output_of(model: onnx.ModelProto) -> tuple[int, list[int | str]]:
    """Give the type and the shape of the only output."""
    [each] = model.graph.output
    kind = each.type.tensor_type
    return kind.elem_type, [size.dim_value or size.dim_param for size in kind.shape.dim]


class FinishedTest(unittest.TestCase):
    """The answer has the type and the shape that the model's has."""

    def test_an_answer_loses_the_dimension_that_the_model_does_not_have(self) -> None:
        self.assertEqual(output_of(finished(doubling(), np.zeros(2), 2)), (TensorProto.DOUBLE, ["rows"]))

    def test_an_answer_gets_the_models_element_type(self) -> None:
        kinds = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL}
        for dtype, expected in kinds.items():
            sample = np.zeros((2, 1), dtype)
            self.assertEqual(output_of(finished(doubling(), sample, 2)), (expected, ["rows", 1]))

    def test_the_companion_stays_as_it_was(self) -> None:
        companion = doubling()
        before = companion.graph.SerializeToString(deterministic=True)
        finished(companion, np.zeros(2), 2)
        self.assertEqual(companion.graph.SerializeToString(deterministic=True), before)

    def test_an_answer_that_is_not_one_a_row_is_refused(self) -> None:
        for sample in (np.zeros(3), np.array(1.0), np.zeros((1, 2))):
            with self.assertRaisesRegex(Refused, "for 2 rows, not one a row"):
                finished(doubling(), sample, 2)

    def test_types_that_no_graph_gives_are_refused(self) -> None:
        with self.assertRaisesRegex(Refused, "complex128"):
            finished(doubling(), np.zeros(2, "complex128"), 2)
        with self.assertRaisesRegex(Refused, "objects other than texts"):
            finished(doubling(), np.array(["a", None], dtype=object), 2)

    def test_numbers_where_the_model_answers_texts_are_refused(self) -> None:
        with self.assertRaisesRegex(Refused, "numbers where the model answers texts"):
            finished(doubling(), np.array(["a", "b"]), 2)

    def test_a_column_that_is_called_as_the_answer_is_refused(self) -> None:
        with self.assertRaisesRegex(Refused, "called x as an input is"):
            finished(Companion(doubling().graph, "a converter", "x"), np.zeros(2), 2)


class CheckTest(unittest.TestCase):
    """A graph that answers otherwise than its model goes no further."""

    def test_a_graph_that_answers_alike_passes(self) -> None:
        companion = doubling()
        check(finished(companion, np.zeros(2), 2), companion, INPUTS, ROWS, np.array([2.0, -5.0]))

    def test_a_graph_that_answers_otherwise_is_refused_with_the_first_place(self) -> None:
        companion = doubling()
        why = r"a converter 1.0 made answers otherwise .* -5\.0 instead of -4\.0 at \[1\]"
        with self.assertRaisesRegex(Refused, why):
            check(finished(companion, np.zeros(2), 2), companion, INPUTS, ROWS, np.array([2.0, -4.0]))

    def test_a_graph_that_does_not_run_is_refused(self) -> None:
        companion = doubling()
        graph = finished(companion, np.zeros(2), 2)
        graph.graph.node[0].op_type = "Nothing"
        with self.assertRaisesRegex(Refused, "ONNX Runtime cannot run what a converter 1.0 made"):
            check(graph, companion, INPUTS, ROWS, np.array([2.0, -5.0]))

    def test_answers_are_alike_up_to_the_tolerance(self) -> None:
        one = np.array([1.0, np.nan, 1e6])
        self.assertIsNone(difference(one * (1 + 1e-7), one))
        self.assertIsNotNone(difference(one * (1 + 1e-4), one))
        self.assertIsNotNone(difference(np.array([1.0]), np.array([np.nan])))
        self.assertIsNone(difference(np.array(["a"], dtype=object), np.array(["a"])))
        self.assertIn("b instead of a", difference(np.array(["b"]), np.array(["a"])) or "")
        self.assertIn("the shape [1, 1] instead of [1]", difference(np.zeros((1, 1)), np.zeros(1)) or "")


if __name__ == "__main__":
    unittest.main()
