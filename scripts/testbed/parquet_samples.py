"""Writes what MLflow makes of Parquet bodies: packages/codecs/src/testing/parquet-observed.jsonl.

One line a file: {name, parquet (base64), answers: [[answer, [signature, …]], …]}. A signature is MLflow's own JSON of
its inputs, or null; an answer is the described input of the model, or the code of the refusal. Run it with the
Python of the test bed: `.cache/testbed/venv/bin/python scripts/testbed/parquet_samples.py`.
"""

import base64
import datetime as dt
import decimal
import io
import json
import logging
import pathlib
import uuid

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from mlflow.models.utils import _enforce_schema
from mlflow.types.schema import Schema

OUT = pathlib.Path(__file__).parents[2] / "packages/codecs/src/testing/parquet-observed.jsonl"
SCALARS = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"]
UTC = dt.timezone.utc
logging.disable(logging.WARNING)


def cell(value):
    """A Python object, or an element of an array, as testing/described.ts has it."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, np.ndarray):
        return [cell(each) for each in value] if value.dtype.kind != "M" else described_array(value)[2]
    if isinstance(value, (list, tuple)):
        return [cell(each) for each in value]
    if isinstance(value, dict):
        return {str(key): cell(each) for key, each in value.items()}
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (pd.Timedelta, np.timedelta64, dt.timedelta)):
        return {"python": "Timedelta", "value": str(pd.Timedelta(value).value)}
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) < 2**53 else str(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return None if np.isnan(number) else number if np.isfinite(number) else text_of(number)
    if isinstance(value, bytes):
        return "base64:" + base64.b64encode(value).decode()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (pd.Timestamp, dt.datetime)):
        return {"python": "Timestamp", "value": str(nanoseconds(value))}
    if isinstance(value, dt.date):
        return {"python": "date", "value": value.isoformat()}
    if isinstance(value, dt.time):
        return {"python": "time", "value": value.isoformat("microseconds")}
    if isinstance(value, decimal.Decimal):
        return {"python": "Decimal", "value": str(value)}
    if isinstance(value, pd.Period):
        return {"python": "Period", "value": str(value.ordinal)}
    if isinstance(value, uuid.UUID):
        return {"python": "UUID", "value": str(value)}
    raise TypeError(f"{type(value)}: {value!r}")


def nanoseconds(value):
    stamp = pd.Timestamp(value)
    return int((stamp.tz_convert("UTC").tz_localize(None) if stamp.tz else stamp).as_unit("ns").value)


def text_of(number):
    return "NaN" if np.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def described_array(array):
    if array.dtype.kind == "M":
        counts = array.astype("datetime64[ns]").astype("int64").ravel()
        return ["datetime64", list(array.shape), [str(each) for each in counts]]
    if array.dtype.kind == "m":
        return ["object", list(array.shape), [cell(each) for each in array.ravel()]]
    name = "string" if array.dtype.kind == "U" else array.dtype.name
    elements = array.ravel().tolist()
    if name == "object":
        if len(elements) > 0 and all(type(each) is str for each in elements):
            name = "string"
        return [name, list(array.shape), [cell(each) for each in array.ravel()]]
    if array.dtype.kind in "iu":
        return [name, list(array.shape), [str(each) for each in elements]]
    if array.dtype.kind == "f":
        return [name, list(array.shape), [e if np.isfinite(e) else text_of(e) for e in elements]]
    return [name, list(array.shape), elements]


def described(data):
    if isinstance(data, np.ndarray):
        return {"array": described_array(data)}
    if isinstance(data, dict):
        return {"named": {name: described_array(each) for name, each in data.items()}}
    columns = {}
    for position, name in enumerate(data.columns):
        columns[str(name)] = described_array(data.iloc[:, position].to_numpy())
    return {"frame": columns, "rows": len(data) if len(data.columns) else 0}


def answer(body, signature):
    try:
        frame = pd.read_parquet(io.BytesIO(body))
    except Exception:
        return "invalid_request"
    if signature is None:
        return described(frame)
    schema = Schema.from_json(json.dumps(signature))
    try:
        return described(_enforce_schema(frame, schema))
    except Exception:
        return "schema_mismatch"


def scalar(kind, name="a", **more):
    return {"type": kind, "name": name, "required": True, **more}


def array(items, name="a", required=True):
    return {"type": "array", "items": {"type": items} if isinstance(items, str) else items, "name": name, "required": required}


def obj(name="a", required=True, **properties):
    written = {key: {"type": kind.rstrip("?"), "required": not kind.endswith("?")} for key, kind in properties.items()}
    return {"type": "object", "properties": written, "name": name, "required": required}


def mapping(values, name="a", required=True):
    return {"type": "map", "values": {"type": values}, "name": name, "required": required}


def tensor(dtype, shape, name=None):
    spec = {"type": "tensor", "tensor-spec": {"dtype": dtype, "shape": shape}}
    return spec if name is None else {"name": name, **spec}


def unnamed(kind):
    return {"type": kind, "required": True}


LINES = []


def record(name, body, *signatures):
    answers = {}
    for signature in (None, *signatures):
        answers.setdefault(json.dumps(answer(body, signature), allow_nan=False), []).append(signature)
    grouped = [[json.loads(each), same] for each, same in answers.items()]
    encoded = base64.b64encode(body).decode()
    LINES.append(json.dumps({"name": name, "parquet": encoded, "answers": grouped}, separators=(",", ":")))


def written(table, **options):
    sink = io.BytesIO()
    pq.write_table(table, sink, **{"write_statistics": False, "compression": "none", **options})
    return sink.getvalue()


def column(values, kind=None, **options):
    """A file of one column `a` without pandas' metadata."""
    built = values if isinstance(values, (pa.Array, pa.ChunkedArray)) else pa.array(values, kind)
    same = {pa.bool_(), pa.string(), pa.binary(), pa.float16(), pa.float32(), pa.float64()}
    plain = pa.types.is_integer(built.type) or built.type in same
    return written(pa.table({"a": built}), **{"store_schema": not plain, **options})


def frame(data, **options):
    sink = io.BytesIO()
    data.to_parquet(sink, **{"write_statistics": False, "compression": None, **options})
    return sink.getvalue()


ALL = [[scalar(kind)] for kind in SCALARS]


def scalars_of_arrow():
    for kind in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]:
        built = getattr(pa, kind)()
        top = 2 ** (built.bit_width - ("u" not in kind)) - 1
        record(kind, column([0, 3, top], built), *ALL)
        record(f"{kind} with a gap", column([0, None, 3], built), *ALL)
    record("int64 beyond doubles, with a gap", column([2**53 + 1, None], pa.int64()), *ALL)
    record("int64 of zeros and ones", column([0, 1, 1], pa.int64()), *ALL)
    record("int32 of zeros and ones", column([0, 1, 1], pa.int32()), *ALL)
    record("uint64 of zeros and ones", column([0, 1, 1], pa.uint64()), *ALL)
    for kind in ["float16", "float32", "float64"]:
        values = np.array([0.5, -0.0, np.inf, np.nan, 65504], dtype=kind)
        record(kind, column(pa.array(values, getattr(pa, kind)())), *ALL)
        record(f"{kind} with a gap", column(pa.array([np.dtype(kind).type(1), None], getattr(pa, kind)())), *ALL)
    record("bool", column([True, False]), *ALL)
    record("bool with a gap", column([True, None, False]), *ALL)
    record("only gaps of bool", column([None, None], pa.bool_()), *ALL)
    record("null", column([None, None], pa.null()), *ALL)
    record("only gaps of int64", column([None, None], pa.int64()), *ALL)
    record("only gaps of string", column([None, None], pa.string()), *ALL)
    for kind in ["string", "large_string", "string_view"]:
        record(kind, column(["x", "", "é\u0000𝄞"], getattr(pa, kind)()), *ALL)
    record("string with a gap", column(["x", None]), *ALL)
    record("string of numbers", column(["1", "2.5"]), *ALL)
    record("string of dates", column(["2020-01-01", "2021-02-03"]), *ALL)
    for kind in ["binary", "large_binary", "binary_view"]:
        record(kind, column([b"x", b"", b"\xff\x00"], getattr(pa, kind)()), *ALL)
    record("binary with a gap", column([b"x", None]), *ALL)
    record("fixed binary", column([b"abc", None], pa.binary(3)), *ALL)
    record("dictionary of strings", column(pa.array(["x", "y", "x"]).dictionary_encode()), *ALL)
    record("dictionary with a gap", column(pa.array(["x", None, "x"]).dictionary_encode()), *ALL)
    record("dictionary of integers", column(pa.array([5, 7, 5]).dictionary_encode()), *ALL)
    record("dictionary of integers with a gap", column(pa.array([5, None]).dictionary_encode()), *ALL)


def times_of_arrow():
    moment = dt.datetime(2020, 2, 29, 12, 30, 15, 123456)
    for unit in ["s", "ms", "us", "ns"]:
        cut = moment.replace(microsecond={"s": 0, "ms": 123000}.get(unit, 123456))
        record(f"timestamp {unit}", column([cut, dt.datetime(1960, 1, 1)], pa.timestamp(unit)), *ALL)
        record(f"timestamp {unit} with a gap", column([cut, None], pa.timestamp(unit)), *ALL)
        zoned = [cut.replace(tzinfo=UTC)]
        record(f"timestamp {unit} UTC", column(zoned, pa.timestamp(unit, "UTC")), *ALL)
    record("timestamp of a zone", column([moment.replace(tzinfo=UTC), None], pa.timestamp("us", "Europe/Zurich")), *ALL)
    record("timestamp far away", column([dt.datetime(3000, 1, 1)], pa.timestamp("us")), [scalar("datetime")], [scalar("long")])
    record("only gaps of timestamps", column([None], pa.timestamp("us")), *ALL)
    record("INT96", column([moment, None], pa.timestamp("ns"), use_deprecated_int96_timestamps=True), *ALL)
    record("INT96 without Arrow's schema", column([moment], pa.timestamp("ns"), use_deprecated_int96_timestamps=True, store_schema=False), *ALL)
    for unit in ["ms", "us"]:
        record(f"timestamp {unit} without Arrow's schema", column([moment.replace(microsecond=0)], pa.timestamp(unit), store_schema=False))
        record(f"UTC {unit} without Arrow's schema", column([moment.replace(microsecond=0, tzinfo=UTC)], pa.timestamp(unit, "UTC"), store_schema=False))
    record("timestamp by the old version", column([moment.replace(microsecond=0)], pa.timestamp("ms"), version="1.0", store_schema=False))
    record("date32", column([dt.date(2020, 2, 29), dt.date(1, 1, 1)], pa.date32()), *ALL)
    record("date32 with a gap", column([dt.date(2020, 2, 29), None], pa.date32()), *ALL)
    record("date64", column([dt.date(2020, 2, 29), None], pa.date64()), *ALL)
    record("time32 s", column([dt.time(1, 2, 3), None], pa.time32("s")), *ALL)
    record("time32 ms", column([dt.time(1, 2, 3, 4000)], pa.time32("ms")), [scalar("string")])
    record("time64 us", column([dt.time(23, 59, 59, 999999)], pa.time64("us")), [scalar("string")], [scalar("datetime")])
    record("time64 ns", column(pa.array([3_600_000_001_000], pa.time64("ns"))), [scalar("string")])
    for unit in ["s", "ms", "us", "ns"]:
        record(f"duration {unit}", column([dt.timedelta(days=1, seconds=5), None], pa.duration(unit)), *(ALL if unit == "us" else []))


def decimals_and_more():
    values = [decimal.Decimal("1.10"), decimal.Decimal("-0.05"), None]
    for kind in [pa.decimal32(5, 2), pa.decimal64(12, 2), pa.decimal128(30, 2), pa.decimal256(60, 2)]:
        record(str(kind), column(values, kind), *(ALL if "128" in str(kind) else [[scalar("double")]]))
    record("decimal without a fraction", column([decimal.Decimal(5)], pa.decimal128(10, 0)), [scalar("double")], [scalar("long")])
    record("decimal as an integer", column([decimal.Decimal("1.10")], pa.decimal128(9, 2), store_decimal_as_integer=True), [scalar("double")])
    record("decimal of small numbers", column([decimal.Decimal("0.0000001"), decimal.Decimal("0E-10")], pa.decimal128(30, 10)), [scalar("double")])
    record("uuid", column(pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"0123456789abcdef"], pa.binary(16)))), *ALL[5:7])
    record("json", column(pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a":1}']))), *ALL[5:7])
    record("json without Arrow's schema", column(pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a":1}'])), store_schema=False), *ALL[5:7])
    record("no rows", column([], pa.int64()), *ALL)
    record("no rows of strings", column([], pa.string()), *ALL)
    record("no rows of nothing", column([], pa.null()), *ALL)
    record("no columns", written(pa.table({})), [scalar("long")], [unnamed("long")])


def composites():
    arrays = [[array(kind)] for kind in SCALARS]
    optional = [array("double", required=False)]
    for kind in ["int32", "int64", "float32", "float64"]:
        record(f"list of {kind}", column([[1, 2], [], [0]], pa.list_(getattr(pa, kind)())), *arrays)
        record(f"list of {kind} with gaps", column([[1, None], None], pa.list_(getattr(pa, kind)())), *arrays, optional)
    record("list of zeros and ones", column([[0, 1]], pa.list_(pa.int64())), *arrays)
    record("list of strings", column([["x", "y"], []]), *arrays, optional, [scalar("string")], [scalar("long")])
    record("list of strings with gaps", column([["x", None], [None]], pa.list_(pa.string())), *arrays)
    record("list of bools", column([[True, False]]), *arrays)
    record("list of bools with gaps", column([[True, None]]), *arrays)
    record("list of bytes", column([[b"x"]]), *arrays)
    record("list of dates", column([[dt.date(2020, 1, 1)]]), *arrays)
    record("list of timestamps", column([[dt.datetime(2020, 1, 1)]]), *arrays)
    record("list of decimals", column([[decimal.Decimal("1.5")]]), *arrays)
    nested = {"type": "array", "items": {"type": "long"}}
    record("list of lists", column([[[1, 2], [3]], [[]], []]), [array(nested)], [array("long")], [array({"type": "array", "items": {"type": "string"}})], [array({"type": "any"})])
    record("list of lists with gaps", column([[[1, None], None], None]), [array(nested)], [array(nested, required=False)])
    record("list without Arrow's schema", column([[1, 2], None], store_schema=False), [array("long")])
    record("large list", column([[1.5]], pa.large_list(pa.float64())), [array("double")])
    record("fixed list", column([[1.5, 2], [3, 4]], pa.list_(pa.float64(), 2)), [array("double")], [array("float")])
    record("fixed list with gaps", column([[1.5, 2], None], pa.list_(pa.float64(), 2)), [array("double")])
    objects = [obj(x="long", y="string"), obj(x="long", y="string?"), obj(x="double", y="string"), obj(x="long"), obj(x="long", y="string", z="long"), obj(x="long", y="string", z="long?"), obj(False, x="long", y="string")]
    objects[-1] = obj(required=False, x="long", y="string")
    signatures = [[each] for each in objects]
    record("struct", column([{"x": 1, "y": "s"}, {"x": 2, "y": "t"}]), *signatures, [mapping("long")], [mapping("string")], [scalar("string")])
    record("struct with gaps", column([{"x": 1, "y": None}, {"x": None, "y": "t"}, None]), *signatures)
    record("struct with gaps inside", column([{"x": 1, "y": None}, {"x": 2, "y": "t"}]), *signatures, [obj(x="long", y="string?")])
    record("struct of gaps", column([None, None], pa.struct([("x", pa.int64())])), [obj(x="long")], [obj(required=False, x="long")])
    every = pa.struct([("i", pa.int32()), ("f", pa.float32()), ("b", pa.bool_()), ("n", pa.int8()), ("t", pa.timestamp("us")), ("d", pa.date32()), ("y", pa.binary()), ("l", pa.list_(pa.int64()))])
    value = {"i": 1, "f": 1.5, "b": True, "n": None, "t": dt.datetime(2020, 1, 1), "d": dt.date(2020, 1, 1), "y": b"x", "l": [1]}
    properties = {key: {"type": kind, "required": kind != "integer"} for key, kind in {"i": "long", "f": "double", "b": "boolean", "t": "datetime", "d": "datetime", "y": "binary"}.items()}
    properties["n"] = {"type": "long", "required": False}
    properties["l"] = {"type": "array", "items": {"type": "long"}, "required": True}
    record("struct of everything", column([value], every), [{"type": "object", "properties": properties, "name": "a", "required": True}])
    for key, kind in [("i", "integer"), ("i", "double"), ("f", "float"), ("b", "boolean"), ("t", "datetime"), ("d", "datetime"), ("d", "string"), ("y", "binary"), ("y", "string"), ("t", "string")]:
        small = column([{key: value[key]}], pa.struct([every.field(key)]))
        record(f"struct of {every.field(key).type} as {kind}", small, [obj(**{key: kind})])
    record("list of structs", column([[{"x": 1}, {"x": 2}], []]), [array({"type": "object", "properties": {"x": {"type": "long", "required": True}}})], [array({"type": "any"})])
    record("struct of structs", column([{"s": {"x": 1.5}}]), [{"type": "object", "name": "a", "required": True, "properties": {"s": {"type": "object", "required": True, "properties": {"x": {"type": "double", "required": True}}}}}])
    record("struct of lists of structs", column([{"s": [{"x": 1.5}]}, {"s": []}]))
    record("map", column([[("k", 1), ("l", 2)], []], pa.map_(pa.string(), pa.int64())), [mapping("long")], [array("string")], [array({"type": "any"})], [scalar("string")], [scalar("any")])
    record("map with gaps", column([[("k", None)], None], pa.map_(pa.string(), pa.int64())), [mapping("long", required=False)], [scalar("any", required=False)])
    record("map without Arrow's schema", column([[("k", 1)]], pa.map_(pa.string(), pa.int64()), store_schema=False))
    record("list of maps", column([[[("k", 1)]]], pa.list_(pa.map_(pa.string(), pa.int64()))))
    record("scalars where lists are wanted", column([1, 2]), [array("long")], [array("long", required=False)], [obj(x="long")], [mapping("long")], [scalar("any")])
    for kind in ["int8", "int32", "uint64", "float16", "float32", "bool", "date32"]:
        record(f"{kind} where anything is wanted", column(pa.array([1], pa.int32()).cast(getattr(pa, kind if kind != "bool" else "bool_")()) if kind != "float16" else pa.array(np.array([1], np.float16))), [scalar("any")])
    record("strings where lists are wanted", column(["x", None]), [array("string")], [array("string", required=False)], [obj(required=False, x="long")], [scalar("any")])
    record("gaps where lists are wanted", column([None], pa.null()), [array("string", required=False)], [array("string")], [obj(required=False, x="long")], [mapping("long", required=False)], [array({"type": "any"})])


def frames():
    two = pd.DataFrame({"a": [1.5, 2], "b": ["x", None]})
    signature = [scalar("double"), scalar("string", "b")]
    record("a frame", frame(two), signature, list(reversed(signature)), [scalar("string", "b")], [*signature, scalar("long", "z")], [*signature, {**scalar("long", "z"), "required": False}], [scalar("double", "A")], [unnamed("double"), unnamed("string")], [unnamed("double")], [unnamed("string"), unnamed("double")], [unnamed("double")] * 3, [scalar("double", "0")])
    record("an index of texts", frame(two.set_index("b")), signature, [scalar("double")], [tensor("float64", [-1], "a")], [tensor("float64", [-1])])
    record("an index without a name", frame(two.set_axis([7, 8])), signature, [tensor("float64", [-1], "a")], [scalar("double", "__index_level_0__")])
    record("an index that ends in 0", frame(two.set_axis([1, 0])), signature, [tensor("float64", [-1], "a")])
    record("an index that lacks 0", frame(two.set_axis([5, 6])), [tensor("float64", [-1], "a")])
    record("an index of two zeros", frame(two.set_axis([0, 0])), signature, [tensor("float64", [-1], "a")])
    record("a range from 3", frame(two.set_axis(pd.RangeIndex(3, 5))), signature, [tensor("float64", [-1], "a")])
    record("a range down to 0", frame(two.set_axis(pd.RangeIndex(2, -2, -2))), signature, [tensor("float64", [-1], "a")])
    record("a stored range", frame(two, index=True), signature, [tensor("float64", [-1], "a")])
    record("an index of floats", frame(two.set_axis([0.0, 1.0])), [tensor("float64", [-1], "a")])
    record("an index of times", frame(two.set_axis(pd.to_datetime(["2020-01-01", "1970-01-01"]))), [tensor("float64", [-1], "a")])
    record("an index of bools", frame(two.set_axis([False, True])), [tensor("float64", [-1], "a")])
    record("two indexes", frame(pd.DataFrame({"a": [1.5], "b": [0], "c": [0]}).set_index(["b", "c"])), [scalar("double")], [tensor("float64", [-1], "a")])
    record("no index", frame(two, index=False), signature)
    record("numbers for names", frame(pd.DataFrame([[1.5, 2], [3, 4]])), [unnamed("double"), unnamed("long")], [scalar("double", "0")], [tensor("float64", [-1, 2])])
    record("numbers for names, from 1", frame(pd.DataFrame([[1.5]], columns=[1])), [unnamed("double")], [scalar("double", "1")])
    record("numbers and texts for names", written(pa.Table.from_pandas(pd.DataFrame([[1.5, 2]], columns=["a", 1]))), [scalar("double"), scalar("long", "1")])
    record("bools for names", written(pa.Table.from_pandas(pd.DataFrame([[1.5]], columns=[True]))), [scalar("double", "True")])
    record("floats for names", written(pa.Table.from_pandas(pd.DataFrame([[1.5]], columns=[0.5]))), [scalar("double", "0.5")])
    record("a name twice", written(pa.Table.from_arrays([pa.array([1.5]), pa.array([2])], names=["a", "a"])), [scalar("double")], [unnamed("double")])
    record("two levels of names", written(pa.Table.from_pandas(pd.DataFrame([[1.5]], columns=pd.MultiIndex.from_tuples([("a", "b")])))), [scalar("double")])
    record("pandas Int64 where anything is wanted", frame(pd.DataFrame({"a": pd.Series([1], dtype="Int64")})), [scalar("any")], [array("long")])
    record("pandas Int8 with a gap", frame(pd.DataFrame({"a": pd.Series([1, None], dtype="Int8")})), *ALL)
    record("a name with a dot", written(pa.table({"a.b": [1.5]})), [scalar("double", "a.b")])
    record("an empty name", written(pa.table({"": [1.5]})))
    record("a column named __proto__", written(pa.table({"__proto__": [1.5]})), [scalar("double")])
    kinds = {"Int64": [1, None], "Int8": [1, 2], "UInt32": [1, 2], "Float64": [1.5, None], "Float32": [1.5, 2], "boolean": [True, None], "string": ["x", None], "category": ["x", "y"]}
    for kind, values in kinds.items():
        record(f"pandas {kind}", frame(pd.DataFrame({"a": pd.Series(values, dtype=kind)})), *ALL)
    record("pandas Int64 without gaps", frame(pd.DataFrame({"a": pd.Series([0, 1], dtype="Int64")})), *ALL)
    record("pandas boolean without gaps", frame(pd.DataFrame({"a": pd.Series([True, False], dtype="boolean")})), *ALL)
    record("pandas Float64 without gaps", frame(pd.DataFrame({"a": pd.Series([1.5], dtype="Float64")})), *ALL)
    record("pandas ordered category", frame(pd.DataFrame({"a": pd.Categorical([2, 1, 2], ordered=True)})), *ALL)
    record("pandas category of floats with a gap", frame(pd.DataFrame({"a": pd.Categorical([0.5, None])})), [scalar("double")])
    record("pandas period", frame(pd.DataFrame({"a": pd.period_range("2020-01", periods=2, freq="M")})), *ALL[:2])
    record("pandas ArrowDtype", frame(pd.DataFrame({"a": pd.Series([1, 2], dtype="int64[pyarrow]")})), *ALL)
    record("pandas string[pyarrow]", frame(pd.DataFrame({"a": pd.Series(["x"], dtype="string[pyarrow]")})), *ALL)
    record("pandas object of texts", frame(pd.DataFrame({"a": pd.Series(["x", None], dtype=object)})), *ALL)
    record("pandas times of a zone", frame(pd.DataFrame({"a": pd.to_datetime(["2020-01-01"]).tz_localize("Europe/Zurich")})), [scalar("datetime")])


def tensors():
    for dtype in ["float32", "float64", "int32", "int64", "uint8", "bool", "str", "object"]:
        shapes = [[tensor(dtype, shape, "a")] for shape in ([-1], [-1, 1], [-1, 2])]
        for kind, values in [("float64", [1.5, 0]), ("int64", [1, 300]), ("string", ["1", "x"]), ("bool", [True, False])]:
            if dtype in ["float32", "float64", "int64", "uint8", "str", "object"]:
                record(f"{kind} as a tensor of {dtype}", column(values, getattr(pa, kind, pa.string)() if kind != "bool" else pa.bool_()), *shapes[: 2 if kind == "float64" else 1])
    gaps = [[tensor(dtype, [-1], "a")] for dtype in ["float32", "int64", "str", "object", "bool"]]
    record("gaps as tensors", column([1, None], pa.int64()), *gaps)
    record("a first gap as tensors", column([None, 1.5], pa.float64()), *gaps)
    record("gaps of bool as tensors", column([True, None]), *gaps)
    record("gaps of string as tensors", column(["x", None]), *gaps)
    record("a first gap of strings as tensors", column([None, "x"]), *gaps)
    record("bytes as tensors", column([b"1", b"2"]), *gaps)
    record("timestamps as tensors", column([dt.datetime(2020, 1, 1)], pa.timestamp("us")), *gaps)
    record("dates as tensors", column([dt.date(2020, 1, 1)]), *gaps)
    record("decimals as tensors", column([decimal.Decimal("1.5")]), *gaps)
    record("categories as tensors", column(pa.array(["1", "2"]).dictionary_encode()), *gaps)
    rows = [[tensor(dtype, shape, "a")] for dtype, shape in [("float32", [-1, 2]), ("float64", [-1, 2]), ("float64", [-1, 1, 2]), ("float64", [-1]), ("float64", [2, 2]), ("float64", [-1, -1]), ("float64", [-1, 4]), ("float64", [-1, 1]), ("int64", [-1, 2]), ("object", [-1, 2]), ("str", [-1, 2])]]
    alone = [[{key: value for key, value in spec.items() if key != "name"}] for [spec] in rows]
    record("lists of float64 as tensors", column([[1.5, 2], [3, 4]]), *rows, *alone)
    record("lists of float32 as tensors", column([[1.5, 2], [3, 4]], pa.list_(pa.float32())), *rows[:2])
    record("lists of int64 as tensors", column([[1, 2], [3, 4]]), *rows)
    record("lists with gaps as tensors", column([[1, None], [3, 4]], pa.list_(pa.int64())), *rows[:2], rows[8])
    record("a gap between lists as tensors", column([[1.5, 2], None]), *rows[:2])
    record("a gap before lists as tensors", column([None, [1.5, 2]]), *rows[:2])
    record("ragged lists as tensors", column([[1.5, 2], [3]]), *rows[:2])
    record("empty lists as tensors", column([[], []], pa.list_(pa.float64())), *rows[:2], [tensor("float64", [-1, 0], "a")])
    record("lists of strings as tensors", column([["x", "y"], ["z", "w"]]), *rows)
    record("lists of bools as tensors", column([[True, False]]), *rows[:2], [tensor("bool", [-1, 2], "a")])
    record("lists of lists as tensors", column([[[1.5, 2], [3, 4]]]), *rows[:3], [tensor("float64", [-1, 2, 2], "a")])
    record("structs as tensors", column([{"x": 1}]), *rows[:1], *gaps[3:4])
    record("maps as tensors", column([[("k", 1.5)]], pa.map_(pa.string(), pa.float64())), *rows[:2], *gaps[3:4])
    wide = {"a": pa.array([1.5, 2]), "b": pa.array([3.5, 4])}
    many = [[tensor(dtype, shape)] for dtype, shape in [("float64", [-1, 2]), ("float32", [-1, 2]), ("float64", [-1, 3]), ("float64", [2, 2]), ("object", [-1, 2]), ("int64", [-1, 2]), ("str", [-1, 2]), ("object", [-1])]]
    record("columns as one tensor", written(pa.table(wide)), *many, [tensor("float64", [-1], "a"), tensor("float64", [-1, 1], "b")], [tensor("float64", [-1], "a"), tensor("float64", [-1], "z")])
    for other, values in {"int64": [1, 2], "bool": [True, False], "float32": [1.5, 2], "string": ["x", "y"], "list": [[1.5], [2.5]], "timestamp": [dt.datetime(2020, 1, 1)] * 2, "gap": [None, 1]}.items():
        mixed = pa.table({"a": wide["a"], "b": pa.array(values, pa.float32() if other == "float32" else None)})
        record(f"columns of float64 and {other} as one tensor", written(mixed), *many[:2], *many[4:6])
    for left, right in [("int32", "int64"), ("int32", "float32"), ("int8", "uint8"), ("int64", "uint64"), ("float16", "float32"), ("int16", "float16"), ("bool", "bool"), ("bool", "int64"), ("uint8", "uint16"), ("uint32", "float32"), ("uint32", "int32")]:
        kinds = [pa.bool_() if each == "bool" else getattr(pa, each)() for each in (left, right)]
        values = [np.array([1], dtype=each) for each in (left, right)]
        mixed = pa.table({"a": pa.array(values[0], kinds[0]), "b": pa.array(values[1], kinds[1])})
        common = np.result_type(*(each.dtype for each in values)).name
        record(f"columns of {left} and {right} as one tensor", written(mixed), [tensor(common, [-1, 2])], [tensor("object", [-1, 2])])
    record("columns of strings as one tensor", written(pa.table({"a": ["x"], "b": ["y"]})), *many[4:8])
    record("columns of times as one tensor", written(pa.table({"a": pa.array([dt.datetime(2020, 1, 1)]), "b": pa.array([dt.datetime(2020, 1, 1)])})), *many[4:6])
    record("no rows as tensors", column([], pa.float64()), *gaps, *many[:1])


def layouts():
    long = pa.table({
        "a": pa.array([index * 7 % 50 for index in range(160)], pa.int64()),
        "b": pa.array([None if index % 3 == 0 else f"text {index % 20}" for index in range(160)]),
        "c": pa.array([None if index % 5 == 0 else [index / 2] * (index % 4) for index in range(160)]),
    })
    short = long.slice(0, 40)
    for codec in ["snappy", "gzip", "zstd", "brotli", "lz4", "none"]:
        record(f"compressed by {codec}", written(short, compression=codec))
    record("compressed, pages of version 2", written(short, compression="snappy", data_page_version="2.0"))
    record("pages of version 2", written(short, data_page_version="2.0", compression="zstd"))
    record("no dictionary", written(short, use_dictionary=False, compression="zstd"))
    record("small pages and groups", written(long, data_page_size=64, row_group_size=50, write_batch_size=8, compression="zstd"))
    record("small pages of version 2", written(short, data_page_size=64, row_group_size=25, write_batch_size=8, data_page_version="2.0", compression="zstd"))
    record("a dictionary that is full", written(long.select(["b"]), dictionary_pagesize_limit=40, write_batch_size=8, compression="zstd"))
    for encoding, kind in [("DELTA_BINARY_PACKED", pa.int64()), ("DELTA_BINARY_PACKED", pa.int32()), ("BYTE_STREAM_SPLIT", pa.int32()), ("BYTE_STREAM_SPLIT", pa.float64()), ("BYTE_STREAM_SPLIT", pa.float32()), ("BYTE_STREAM_SPLIT", pa.float16())]:
        values = [index * 3 - 40 for index in range(200)] if kind != pa.int64() else [(-1) ** index * 2 ** (index % 63) for index in range(200)]
        built = pa.array(np.array(values, np.float16)) if kind == pa.float16() else pa.array(values, kind)
        record(f"{encoding} of {kind}", column(built, use_dictionary=False, column_encoding={"a": encoding}, compression="zstd"))
    for encoding in ["DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]:
        record(encoding, column([f"prefix {index * index}" if index % 7 else None for index in range(150)], pa.string(), use_dictionary=False, column_encoding={"a": encoding}, compression="zstd"))
    record("BYTE_STREAM_SPLIT of fixed bytes", column([b"abc", b"def", None], pa.binary(3), use_dictionary=False, column_encoding={"a": "BYTE_STREAM_SPLIT"}))
    record("DELTA_BYTE_ARRAY of fixed bytes", column([b"abc", b"abf", None], pa.binary(3), use_dictionary=False, column_encoding={"a": "DELTA_BYTE_ARRAY"}))
    record("RLE of bools", column([index % 3 == 0 for index in range(100)], use_dictionary=False, column_encoding={"a": "RLE"}, data_page_version="2.0"))
    record("statistics and checksums", written(short, write_statistics=True, write_page_checksum=True, write_page_index=True, compression="zstd"))
    record("no schema of Arrow", written(short, store_schema=False, compression="zstd"))
    record("required columns", written(pa.table({"a": pa.array([1, 2])}, schema=pa.schema([pa.field("a", pa.int64(), nullable=False)]))))
    record("required lists", written(pa.table({"a": pa.array([[1], []])}, schema=pa.schema([pa.field("a", pa.list_(pa.field("element", pa.int64(), nullable=False)), nullable=False)]))))
    record("old lists", written(pa.table({"a": [[1, None], []]}), use_compliant_nested_type=False, store_schema=False))


def refusals():
    good = column([1, 2, 3])
    record("nothing", b"", [scalar("long")])
    record("text", b"a,b\n1,2\n")
    record("only the magic", b"PAR1PAR1")
    record("cut at the end", good[:-1])
    record("cut in the middle", good[: len(good) // 2])
    record("cut at the beginning", good[4:])
    record("another magic in front", b"XXXX" + good[4:])
    record("encrypted", good[:-4] + b"PARE")
    record("a footer longer than the file", good[:-8] + (10**6).to_bytes(4, "little") + b"PAR1")


for part in [scalars_of_arrow, times_of_arrow, decimals_and_more, composites, frames, tensors, layouts, refusals]:
    try:
        part()
    except Exception as error:
        raise RuntimeError(f"after {len(LINES)} files") from error
OUT.write_text("\n".join(LINES) + "\n")
print(len(LINES), "files", sum(len(same) for line in LINES for _, same in json.loads(line)["answers"]), "answers", OUT.stat().st_size, "bytes")
