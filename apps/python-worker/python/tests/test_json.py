"""How answers are written."""

import io
import json
import unittest

import numpy as np
import pandas as pd
from mlflow.pyfunc.scoring_server import predictions_to_json

from switchyard_worker.encode_answer import encode_predictions
from switchyard_worker.frames import Failure
from switchyard_worker.strict_json import without_bare_words

ANSWERS = [
    np.array([1.5, np.nan, -np.inf]),
    np.array([[1, 2**62]]),
    np.array(["NaN", 'é"\\']),
    np.float32([0.1]),
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.to_datetime(["2020-01-01", None])}),
    pd.Series([True, False], name="y"),
    {"a": np.arange(3), 1: [np.int64(2**60), 1e-7, 1e22], "b": b"\x00"},
    "text",
    None,
    [{"x": np.float64("nan")}, np.datetime64("2020-01-01")],
]


class JsonTest(unittest.TestCase):
    """MLflow's text, and what strict parsers read of it."""

    def test_answers_have_the_text_that_mlflow_writes(self) -> None:
        for answer in ANSWERS:
            written = io.StringIO()
            predictions_to_json(answer, written)
            self.assertEqual(encode_predictions(answer, False, "python").decode(), written.getvalue())

    def test_strict_json_has_no_bare_words_and_is_else_the_same(self) -> None:
        for answer in ANSWERS:
            strict = json.loads(encode_predictions(answer, False, "strict"), parse_constant=self.fail)
            loose = json.loads(encode_predictions(answer, False, "python"), parse_constant=lambda _: None)
            self.assertEqual(strict, loose)

    def test_bare_words_inside_texts_stay(self) -> None:
        text = '{"NaN": ["a \\"NaN", NaN, -Infinity, Infinity, "Infinity\\\\"], "b": NaN}'
        expected = '{"NaN": ["a \\"NaN", null, null, null, "Infinity\\\\"], "b": null}'
        self.assertEqual(without_bare_words(text), expected)

    def test_what_cannot_be_written_is_a_fault_of_the_model(self) -> None:
        for answer in (object(), {1, 2}, {(1,): 2}, iter([1])):
            with self.assertRaises(Failure) as raised:
                encode_predictions(answer, False, "strict")
            self.assertEqual(raised.exception.code, "internal")


if __name__ == "__main__":
    unittest.main()
