"""What a model refuses is found by asking it."""

import unittest
from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression

from switchyard_compile.inputs import Column, Inputs, Rows
from switchyard_compile.refused import Refused
from switchyard_compile.rules import input_rules

TWO = Inputs([Column("a", "float64"), Column("b", "float64")])
ROWS = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 5.0]})
TEXTS = Inputs([Column("x", "float64"), Column("city", "object")])
CITIES = pd.DataFrame({"x": [1.0], "city": ["Oslo"]})


def cities(missing: object) -> Callable[[pd.DataFrame], np.ndarray]:
    """Give a model that answers 1 for Oslo, 0 for texts it has not seen, and this for what is no text."""

    def predict(rows: pd.DataFrame) -> np.ndarray:
        found = []
        for city in rows["city"]:
            if not isinstance(city, str) and isinstance(missing, Exception):
                raise missing
            found.append(float(city == "Oslo") if isinstance(city, str) else missing)
        return np.array(found, dtype=float)

    return predict


def refusing(bad: Callable[[np.ndarray], np.ndarray]) -> Callable[[Rows], np.ndarray]:
    """Give a model that takes no rows of which this is true."""

    def predict(rows: Rows) -> np.ndarray:
        values = np.asarray(rows, dtype=float)
        if bad(values).any():
            raise ValueError
        return np.zeros(len(values))

    return predict


class InputRulesTest(unittest.TestCase):
    """Each rule says what a request may hold."""

    def test_a_linear_model_refuses_what_is_missing_or_infinite_and_no_rows(self) -> None:
        model = LinearRegression().fit(ROWS, [1, 2])
        self.assertEqual(
            input_rules(model.predict, TWO, ROWS), {"missing_values": "refuse", "number_type": "float64"}
        )

    def test_a_model_of_histograms_takes_what_is_missing(self) -> None:
        model = HistGradientBoostingRegressor().fit(ROWS, [1, 2])
        self.assertEqual(input_rules(model.predict, TWO, ROWS)["missing_values"], "allow")

    def test_columns_that_may_miss_numbers_are_named(self) -> None:
        model = refusing(lambda values: np.isnan(values[:, 0]))
        self.assertEqual(input_rules(model, TWO, ROWS)["missing_values"], ["b"])

    def test_a_model_of_single_precision_says_so(self) -> None:
        model = refusing(lambda values: np.abs(values) > np.finfo(np.float32).max)
        rules = input_rules(model, TWO, ROWS)
        self.assertEqual(rules["number_type"], "float32")
        self.assertNotIn("infinite_values", rules)

    def test_infinite_numbers_are_allowed_where_every_column_takes_them(self) -> None:
        self.assertEqual(input_rules(refusing(np.isnan), TWO, ROWS)["infinite_values"], "allow")
        one = refusing(lambda values: np.isinf(values[:, 1]))
        self.assertNotIn("infinite_values", input_rules(one, TWO, ROWS))

    def test_no_rows_are_allowed_where_the_model_answers_none(self) -> None:
        self.assertEqual(input_rules(refusing(np.isnan), TWO, ROWS)["no_rows"], "allow")
        picky = refusing(lambda values: np.array(len(values) == 0))
        self.assertNotIn("no_rows", input_rules(picky, TWO, ROWS))

    def test_an_array_is_asked_as_an_array(self) -> None:
        inputs = Inputs(TWO.columns, [-1, 2], "float64")
        model = refusing(lambda values: np.isnan(values[:, 1]))
        self.assertEqual(input_rules(model, inputs, ROWS.to_numpy())["missing_values"], ["a"])

    def test_the_rows_that_were_asked_with_stay_as_they_were(self) -> None:
        rows, array = ROWS.copy(), ROWS.to_numpy().copy()
        input_rules(refusing(np.isnan), TWO, rows)
        input_rules(refusing(np.isnan), Inputs(TWO.columns, [-1, 2], "float64"), array)
        self.assertTrue(rows.equals(ROWS))
        self.assertTrue((array == ROWS.to_numpy()).all())

    def test_rows_whose_numbers_start_elsewhere_are_asked_alike(self) -> None:
        rows = ROWS.set_index(pd.Index([4, 6]))
        self.assertEqual(input_rules(refusing(np.isnan), TWO, rows)["number_type"], "float64")

    def test_a_missing_text_is_refused_or_never_seen(self) -> None:
        self.assertEqual(input_rules(cities(TypeError()), TEXTS, CITIES)["other_than_text"], "refuse")
        self.assertEqual(input_rules(cities(0.0), TEXTS, CITIES)["other_than_text"], "unknown")

    def test_a_missing_text_with_a_meaning_of_its_own_has_no_graph(self) -> None:
        with self.assertRaisesRegex(Refused, "missing texts a meaning of their own.*fill them"):
            input_rules(cities(2.0), TEXTS, CITIES)


if __name__ == "__main__":
    unittest.main()
