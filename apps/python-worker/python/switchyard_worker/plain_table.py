"""Tables of the plain kind, which mean the same whether they are read alone or below one another."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from mlflow.types import DataType, Schema

from switchyard_worker.friendly_features import columns_of

_JSON_TYPES = ("application/json", "application/json; charset=utf-8")
_INT64 = 2**63
# Integers up to here are floats without loss.
_EXACT_FLOAT = 2**53
_KINDS = {frozenset({float}): "f", frozenset({str}): "s", frozenset({bool}): "b"}
_INTEGERS = frozenset({int})
_NUMBERS = frozenset({int, float})
_ELEMENTWISE = {
    DataType.boolean,
    DataType.integer,
    DataType.long,
    DataType.float,
    DataType.double,
    DataType.string,
}


class PlainTable(NamedTuple):
    """A table whose columns each hold one type of value."""

    field: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: list[Any]

    @property
    def key(self) -> tuple[Any, ...]:
        """Tables of one key can be read as one."""
        return self[:3]


class TableReader:
    """Finds plain tables among the bodies that a model of this signature gets."""

    def __init__(self, schema: Schema | None) -> None:
        named = schema is not None and not schema.is_tensor_spec() and schema.has_input_names()
        self._types = {spec.name: spec.type for spec in schema.inputs} if schema is not None and named else {}
        # Dates are read by a format guessed from the first of them, and arrays and objects have types within.
        self.usable = schema is None or self._takes_features(named)
        self._schema = schema if self._takes_features(named) else None

    def _takes_features(self, named: bool) -> bool:
        return named and all(map(_is_elementwise, self._types.values()))

    def read(self, body: bytes, content_type: str) -> PlainTable | None:
        """Nothing for a body of any other kind, whatever is wrong with it."""
        if content_type not in _JSON_TYPES:
            return None
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            return None
        if type(content) is not dict or len(content) != 1:
            return None
        ((field, value),) = content.items()
        if field == "dataframe_split":
            return self._read_split(value)
        return self._read_records(value) if field == "dataframe_records" else None

    def read_features(self, things: list[Any], single: bool) -> PlainTable | None:
        """The same for things in the friendly form; fails for features that are no such column's."""
        if self._schema is None:
            return None
        columns = columns_of(things, single, self._schema)
        rows = [list(row) for row in zip(*columns.values())]
        return self._table("features", list(columns), rows, rows)

    def _read_split(self, value: Any) -> PlainTable | None:
        if type(value) is not dict or value.keys() != {"columns", "data"}:
            return None
        columns, rows = value["columns"], value["data"]
        if type(columns) is not list or type(rows) is not list or not rows:
            return None
        if any(type(row) is not list or len(row) != len(columns) for row in rows):
            return None
        return self._table("dataframe_split", columns, rows, rows)

    def _read_records(self, rows: Any) -> PlainTable | None:
        if type(rows) is not list or not rows or any(type(row) is not dict for row in rows):
            return None
        columns = list(rows[0])
        if any(list(row) != columns for row in rows):
            return None
        return self._table("dataframe_records", columns, [list(row.values()) for row in rows], rows)

    def _table(
        self, field: str, columns: list[Any], cells: list[list[Any]], rows: list[Any]
    ) -> PlainTable | None:
        if not columns or any(type(name) is not str for name in columns) or len(set(columns)) < len(columns):
            return None
        kinds = tuple(map(self._kind_of, columns, zip(*cells)))
        return None if None in kinds else PlainTable(field, tuple(columns), kinds, rows)  # type: ignore[arg-type]

    def _kind_of(self, name: str, column: tuple[Any, ...]) -> str | None:
        """What pandas makes of a column; nothing where company might change it."""
        types = frozenset(map(type, column))
        if (kind := _KINDS.get(types)) is not None:
            return kind
        if types != _INTEGERS and types != _NUMBERS:
            return None
        largest = max(abs(each) for each in column if type(each) is int)
        if types == _NUMBERS or self._types.get(name) in (DataType.float, DataType.double):
            return "f" if largest <= _EXACT_FLOAT else None
        return "i" if largest < _INT64 else None


def _is_elementwise(kind: Any) -> bool:
    return isinstance(kind, DataType) and kind in _ELEMENTWISE


def merged_body(tables: list[PlainTable]) -> dict[str, Any]:
    """Tables of one key as the body of one request."""
    first = tables[0]
    rows = [row for table in tables for row in table.rows]
    if first.field == "dataframe_records":
        return {first.field: rows}
    return {"dataframe_split": {"columns": list(first.columns), "data": rows}}
