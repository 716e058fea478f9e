"""Tables that mean the same alone and below one another."""

import json
import unittest
import warnings

import pandas as pd
from mlflow.types import ColSpec, DataType, Schema
from mlflow.utils.proto_json_utils import dataframe_from_parsed_json

from switchyard_worker.plain_table import TableReader, merged_body

DOUBLES = Schema([ColSpec("double", "a"), ColSpec("double", "b")])
CELLS = [
    1,
    1.5,
    -0.0,
    2**53,
    2**53 + 1,
    2**63,
    2**64,
    1e308,
    float("nan"),
    True,
    False,
    "1.5",
    "x",
    "",
    None,
    [1],
    {},
]
SCHEMAS = [None] + [
    Schema([ColSpec(kind, "a")]) for kind in ("double", "float", "long", "integer", "boolean", "string")
]


def body(*rows: object, field: str = "dataframe_split", columns: object = ("a", "b")) -> bytes:
    """A request."""
    value = {"columns": columns, "data": rows} if field == "dataframe_split" else rows
    return json.dumps({field: value}).encode()


class PlainTableTest(unittest.TestCase):
    """Only what company cannot change is joined before it is read."""

    def setUp(self) -> None:
        """Floats that are too large for their column are among the cells."""
        warnings.simplefilter("ignore")

    def test_tables_of_one_key_give_together_what_they_give_alone(self) -> None:
        for schema in SCHEMAS:
            reader = TableReader(schema)
            for one in CELLS:
                for other in CELLS:
                    tables = [
                        reader.read(body([each], columns=["a"]), "application/json") for each in (one, other)
                    ]
                    if None in tables or tables[0].key != tables[1].key:
                        continue
                    self.check_together([one, other], tables, schema)

    def check_together(self, cells: list, tables: list, schema: Schema | None) -> None:
        """A table has the rows and types of those that are read alone, if those can be read."""
        try:
            alone = [read({"columns": ["a"], "data": [[each]]}, schema) for each in cells]
        except Exception:
            with self.assertRaises(Exception):
                read(merged_body(tables)["dataframe_split"], schema)
            return
        together = read(merged_body(tables)["dataframe_split"], schema)
        for row, each in enumerate(alone):
            part = together.iloc[row : row + 1].reset_index(drop=True)
            # pd.testing would forgive types that differ a little.
            self.assertEqual(list(part.dtypes), list(each.dtypes), cells)
            self.assertEqual(repr(part["a"].tolist()), repr(each["a"].tolist()), cells)

    def test_numbers_of_either_type_are_one_kind_for_a_column_of_floats(self) -> None:
        reader = TableReader(DOUBLES)
        keys = {reader.read(body(row), "application/json").key for row in ([1, 2.5], [1.5, 2], [3, 4])}
        self.assertEqual(len(keys), 1)

    def test_bodies_of_other_kinds_are_left_alone(self) -> None:
        reader = TableReader(None)
        bodies = [
            b"{",
            b"[]",
            b"{}",
            b'"x"',
            b"[" * 100_000,
            b"1" * 5000,
            body(),
            body([1]),
            body([1, None]),
            body([1, [2]]),
            body([1, "x"], [1, 2]),
            body([1, 2], columns=["a", "a"]),
            body([1, 2], columns=["a", 1]),
            body(5),
            body([1, 2], columns=None),
            body({"a": 1}, {"b": 1}, field="dataframe_records"),
            body({}, field="dataframe_records"),
            body({"a": 1}, {"b": 1, "a": 2}, field="dataframe_records"),
            body([1], field="inputs"),
            b'{"dataframe_split": {"columns": ["a"], "data": [[1]], "index": [5]}}',
            b'{"dataframe_split": {"columns": ["a"], "data": [[1]]}, "params": {}}',
        ]
        for each in bodies:
            self.assertIsNone(reader.read(each, "application/json"), each[:80])
        self.assertIsNone(reader.read(body([1, 2]), "text/csv"))

    def test_features_are_tables_of_the_signatures_columns(self) -> None:
        reader = TableReader(DOUBLES)
        one = reader.read_features([{"b": "2.5", "a": 1, "extra": []}], True)
        two = reader.read_features([{"a": 1.5, "b": 2}, {"b": 3, "a": 4}], False)
        self.assertEqual(one.key, two.key)
        self.assertEqual(
            merged_body([one, two])["dataframe_split"]["data"], [[1.0, 2.5], [1.5, 2.0], [4.0, 3.0]]
        )
        self.assertIsNone(TableReader(None).read_features([{"a": 1}], True))

    def test_dates_and_tensors_are_not_read_together(self) -> None:
        self.assertFalse(TableReader(Schema([ColSpec(DataType.datetime, "a")])).usable)
        self.assertFalse(TableReader(Schema([ColSpec("double")])).usable)
        self.assertTrue(TableReader(DOUBLES).usable)


def read(value: dict, schema: Schema | None) -> pd.DataFrame:
    """A table as MLflow reads it."""
    return dataframe_from_parsed_json(value, "split", schema)


if __name__ == "__main__":
    unittest.main()
