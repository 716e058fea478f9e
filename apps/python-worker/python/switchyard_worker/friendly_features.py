"""Objects of features as a table of the signature's columns."""

from __future__ import annotations

from typing import Any

import pandas as pd
from mlflow.types import ColSpec, DataType, Schema

from switchyard_worker.frames import Failure
from switchyard_worker.friendly_cell import found, strict_cell

_MOST_NAMES = 20


def table_of(things: list[Any], single: bool, schema: Schema) -> pd.DataFrame:
    """One row a thing; a lone text column takes texts as they are."""
    columns = columns_of(things, single, schema)
    series = {
        name: pd.Series(cells, dtype=None if _are_scalars(cells) else object)
        for name, cells in columns.items()
    }
    frame = pd.DataFrame(series, index=range(len(things)))
    # A signature without names calls its columns by their position.
    return frame if schema.has_input_names() else frame.set_axis(range(len(columns)), axis="columns")


def columns_of(things: list[Any], single: bool, schema: Schema) -> dict[str, list[Any]]:
    """The features by the columns that were given, in the types that these have."""
    specs = {spec.name if spec.name is not None else str(at): spec for at, spec in enumerate(schema.inputs)}
    places = ["" if single else f"[{row}]" for row in range(len(things))]
    records = [_record_of(thing, specs, place) for thing, place in zip(things, places)]
    for record in records:
        _check_present(record, specs)
    given = [name for name in specs if any(name in record for record in records)]
    return {name: _column_of(name, specs[name], records, places) for name in given}


def _column_of(name: str, spec: ColSpec, records: list[dict], places: list[str]) -> list[Any]:
    values = [record.get(name) for record in records]
    if not isinstance(spec.type, DataType):
        return values
    fields = [f"{place}.{name}" if place else name for place in places]
    return [strict_cell(value, spec.type, spec.required, field) for value, field in zip(values, fields)]


def _are_scalars(cells: list[Any]) -> bool:
    return not any(isinstance(each, (list, dict)) for each in cells)


def _record_of(thing: Any, specs: dict[str, ColSpec], place: str) -> dict[str, Any]:
    text = _text_column_of(specs)
    if text is not None and isinstance(thing, str):
        return {text: thing}
    if not isinstance(thing, dict):
        names = ", ".join(specs)[:200]
        raise Failure(
            "invalid_request", f"{place or 'body'}: expected an object with {names}, found {found(thing)}"
        )
    if text is None or text in thing or "text" not in thing:
        return thing
    return {text: thing["text"]}


def _text_column_of(specs: dict[str, ColSpec]) -> str | None:
    """The name of the only column, if that is a text."""
    if len(specs) != 1:
        return None
    ((name, spec),) = specs.items()
    return name if spec.type is DataType.string else None


def _check_present(record: dict[str, Any], specs: dict[str, ColSpec]) -> None:
    missing = [name for name, spec in specs.items() if spec.required and name not in record]
    if not missing:
        return
    extra = [name for name in record if name not in specs]
    note = f" Note that there were extra inputs: {_listed(extra)}." if extra else ""
    raise Failure(
        "schema_mismatch", f"Failed to enforce schema. Model is missing inputs {_listed(missing)}.{note}"
    )


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > _MOST_NAMES else ""
    return f"[{', '.join(repr(name[:60]) for name in names[:_MOST_NAMES])}{more}]"
