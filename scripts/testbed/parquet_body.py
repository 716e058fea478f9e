"""Tables as Parquet files, as pandas writes them."""

import base64
import io
import json
from typing import Any

import pandas as pd
from fastapi import FastAPI, Request, Response

# Beside pandas' own names: texts of bytes in base64, and dates without a time.
BINARY = "binary"
DATE = "date"


def series_of(values: list[Any], dtype: str | None) -> pd.Series:
    """Make a column; without a type pandas finds one."""
    if dtype == BINARY:
        return pd.Series([None if value is None else base64.b64decode(value) for value in values], dtype=object)
    if dtype == DATE:
        return pd.Series(pd.to_datetime(values).date)
    if dtype is None or not dtype.startswith("datetime64"):
        return pd.Series(values, dtype=dtype)
    moments = pd.to_datetime(pd.Series(values), utc="," in dtype)
    return moments.astype(dtype.replace(",", ", "))


def parquet_of(table: dict[str, Any]) -> bytes:
    """Write {columns: [[name, dtype, values], ...], index: a name or null, compression}."""
    series = [(name, series_of(values, dtype)) for name, dtype, values in table["columns"]]
    frame = pd.DataFrame(dict(enumerate(each for _, each in series)))
    frame.columns = [name for name, _ in series]
    if table.get("index") is not None:
        frame.index = pd.Index(range(7, 7 + len(frame)), name=table["index"] or None)
    out = io.BytesIO()
    frame.to_parquet(out, compression=table.get("compression", "snappy"))
    return out.getvalue()


def parquet_app() -> FastAPI:
    """Answer POST / with the file; 422 for a table that no file can hold."""
    app = FastAPI()

    @app.post("/")
    async def write(request: Request) -> Response:
        try:
            return Response(parquet_of(json.loads(await request.body())), media_type="application/vnd.apache.parquet")
        except Exception as error:
            return Response(str(error), status_code=422)

    return app
