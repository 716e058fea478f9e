"""Requests that are read and checked together get the tables that they would be alone."""

import json
import time
import unittest
from typing import Any

import numpy as np
import pandas as pd
from mlflow.models import Model, ModelSignature
from mlflow.pyfunc import PyFuncModel
from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema, TensorSpec

from switchyard_worker.enforce_merged import MergedChecks
from switchyard_worker.frames import Request
from switchyard_worker.question import read_question
from switchyard_worker.scoring_model import ScoringModel

COLUMNS = Schema([ColSpec("double", "a"), ColSpec("string", "b"), ColSpec("long", "c")])
NUMBERS = Schema([ColSpec("double", name) for name in "abc"])
MIXED_ROWS = [[[1.5, "x", 3], [2, "y", 4]], [[0.0, "", 5]], [[-1.5, "z", 6], [7, "é", 8], [9, "x", 10]]]
NUMBER_ROWS = [[[1.5, 2.5, 3.5], [4.5, 5.5, 6.5]], [[7.5, 8.5, 9.5]]]


class EnforceMergedTest(unittest.TestCase):
    """What is handed out is what each would be alone, and its own."""

    def test_tables_are_those_that_each_would_be_alone(self) -> None:
        kinds = [(COLUMNS, MIXED_ROWS), (None, MIXED_ROWS), (NUMBERS, NUMBER_ROWS), (None, NUMBER_ROWS)]
        for schema, tables in kinds:
            for field in ("dataframe_split", "dataframe_records"):
                self.check_together([request(rows, field) for rows in tables], model_of(schema))

    def check_together(self, requests: list[Request], model: ScoringModel) -> None:
        """All of them are made ready, each as it would be alone."""
        prepared = MergedChecks(model).prepare(requests)
        self.assertEqual(sorted(prepared), list(range(len(requests))))
        for at, each in enumerate(requests):
            alone = model.enforce(read_question(each, model).parsed)
            self.assertEqual(described(prepared[at].enforced.data), described(alone.data))
            self.assertEqual(prepared[at].enforced.params, alone.params)

    def test_a_model_that_writes_into_its_input_meets_nobody_elses(self) -> None:
        model = model_of(NUMBERS)
        prepared = MergedChecks(model).prepare([request(rows) for rows in NUMBER_ROWS])
        first, second = (prepared[at].enforced for at in (0, 1))
        first.data["a"] = 0.0
        first.data.columns.name = "changed"
        first.params["factor"] = 0.0
        self.assertFalse(np.shares_memory(first.data["b"].array._ndarray, second.data["b"].array._ndarray))
        self.assertEqual(second.data["a"].tolist(), [7.5])
        self.assertIsNone(second.data.columns.name)
        self.assertEqual(second.params, {"factor": 2.0})

    def test_a_bad_request_is_left_alone_with_at_most_one_other(self) -> None:
        checks = MergedChecks(model_of(Schema([ColSpec("double", "a")])))
        requests = [request([[text]], columns="a") for text in ("1", "2", "3", "4", "five", "6", "7", "8")]
        self.assertEqual(sorted(checks.prepare(requests)), [0, 1, 2, 3, 6, 7])

    def test_what_is_no_plain_table_or_came_too_late_is_left_alone(self) -> None:
        checks = MergedChecks(model_of(NUMBERS))
        late = request(NUMBER_ROWS[0])._replace(deadline_ms=0.0)
        self.assertEqual(checks.prepare([request(NUMBER_ROWS[0]), late]), {})
        self.assertEqual(checks.prepare([request(NUMBER_ROWS[0])]), {})
        self.assertEqual(checks.prepare([request([], field="inputs")] * 2), {})
        tensors = MergedChecks(model_of(Schema([TensorSpec(np.dtype("float64"), (-1, 3))])))
        self.assertEqual(tensors.prepare([request(rows) for rows in NUMBER_ROWS]), {})


def described(data: pd.DataFrame) -> list[Any]:
    """Values, types, index and how they lie in memory: sums differ in the last digit where that differs."""
    blocks = [
        (block.dtype, block.mgr_locs.as_array.tolist(), getattr(block.values, "strides", None))
        for block in data._mgr.blocks
    ]
    return [data.to_dict("list"), list(data.dtypes), repr(data.index), repr(data.columns), blocks]


def request(rows: list[Any], field: str = "dataframe_split", columns: str = "abc") -> Request:
    """A request with a table."""
    names = list(columns)
    records = [dict(zip(names, row)) for row in rows]
    value = {"columns": names, "data": rows} if field == "dataframe_split" else records
    body = json.dumps({field: value}).encode()
    return Request("invocations", "application/json", time.time() * 1000 + 60_000, body)


def model_of(schema: Schema | None) -> ScoringModel:
    """A model with this signature and a param."""
    params = ParamSchema([ParamSpec("factor", "double", 2.0)])
    meta = Model(signature=ModelSignature(inputs=schema, params=params) if schema else None)
    meta.add_flavor("python_function", loader_module="none")
    return ScoringModel(PyFuncModel(meta, _Impl()))


class _Impl:
    def predict(self, data: Any, params: Any = None) -> Any:
        """Nothing asks it."""


if __name__ == "__main__":
    unittest.main()
