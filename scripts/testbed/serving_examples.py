"""Input examples of every kind that MLflow turns into bodies, by the model of the parity suite that they are for."""

import base64
import datetime

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

NUMBERS = np.array([[1.5, -2.0], [0.1, 3e10]], dtype=np.float32)
ROWS = [[1.5, -2.0], [0.1, 3.0]]
MOMENTS = pd.to_datetime(["2020-01-02 03:04:05", "1999-12-31 23:59:59.123456"], format="ISO8601")

SCALARS = {
    "flag": np.array([True, False]),
    "small": np.array([1, -2], dtype=np.int32),
    "big": np.array([2**53 + 1, -(2**62)], dtype=np.int64),
    "ratio": np.array([0.1, 1e-7], dtype=np.float32),
    "exact": np.array([0.1, 1e300]),
}
REQUIRED = {**SCALARS, "when": MOMENTS, "blob": [b"\x00\xff", b"abc"], "text": ["é", ""]}
MAYBE = {
    "maybe_boolean": pd.array([True, None], dtype="boolean"),
    "maybe_integer": pd.array([7, None], dtype="Int32"),
    "maybe_long": pd.array([None, 2**40], dtype="Int64"),
    "maybe_float": np.array([np.nan, 0.5], dtype=np.float32),
    "maybe_double": [None, 0.25],
    "maybe_string": ["x", None],
    "maybe_binary": [b"", b"\xfe"],
    "maybe_datetime": [MOMENTS[0], pd.NaT],
}
XY = pd.DataFrame({"x": [1.0, 2.0], "y": [0.5, -0.5]})
OBJECTS = {
    "flat": [{"long": 1, "string": "a"}, {"long": 2, "string": "b", "double": 0.5}],
    "deep": [{"inner": {"k": "a"}}, {"inner": {"k": "b", "n": 3}, "list": [1, 2]}],
    "several": [[{"k": "a", "n": 1}], []],
}

EXAMPLES = {
    "many-types-optional-cs": {
        "frame of every type": pd.DataFrame(REQUIRED),
        "frame with missing values": pd.DataFrame({**REQUIRED, **MAYBE}),
        "frame with an index of its own": pd.DataFrame(REQUIRED, index=["a", "b"]),
        "frame of one row": pd.DataFrame(REQUIRED).head(1),
        "frame of no rows": pd.DataFrame(REQUIRED).head(0),
        "dict of scalars": {name: values[0] for name, values in SCALARS.items()},
    },
    "many-numbers-cs": {
        "frame": pd.DataFrame(SCALARS),
        "frame with columns in another order": pd.DataFrame(SCALARS)[["exact", "flag", "big", "small", "ratio"]],
        "frame with a column too many": pd.DataFrame({**SCALARS, "more": ["a", "b"]}),
        "frame with a column too few": pd.DataFrame({"flag": [True]}),
        "frame of objects": pd.DataFrame({name: values.tolist() for name, values in SCALARS.items()}, dtype=object),
        "dict of lists": {name: values.tolist() for name, values in SCALARS.items()},
        "dict of arrays": SCALARS,
        "list of dicts": pd.DataFrame(SCALARS).to_dict("records"),
        "wide numbers for narrow columns": pd.DataFrame(SCALARS).assign(small=np.array([1, 2], dtype=np.int64)),
        "fractions for whole numbers": pd.DataFrame(SCALARS).assign(big=[1.5, 2.5]),
    },
    "datetime-cs": {
        "moments": XY.assign(when=MOMENTS),
        "moments of days": XY.assign(when=pd.to_datetime(["2020-01-02", "2021-02-03"])),
        "moments somewhere": XY.assign(when=MOMENTS.floor("s").tz_localize("Europe/Berlin")),
        "moments and none": XY.assign(when=MOMENTS, maybe_when=[pd.NaT, MOMENTS[1]]),
        "dict with a moment": {"x": 1.0, "y": 2.0, "when": datetime.datetime(2020, 1, 2, 3, 4, 5)},
    },
    "object-cs": {"objects": XY.assign(**OBJECTS)},
    "array-cs": {
        "lists in cells": XY.assign(
            doubles=[[0.5], [1.5, 2.5]],
            longs=[[1], []],
            strings=[["a", "é"], []],
            nested=[[[0.5]], [[1.0], []]],
            booleans=[[True], [False]],
            datetimes=[[MOMENTS[0]], []],
        ),
        "arrays in cells": XY.assign(doubles=[np.array([0.5]), np.array([1.5, 2.5])]),
    },
    "float32-ts": {
        "array": NUMBERS,
        "array of doubles": NUMBERS.astype(np.float64),
        "array of integers": np.array([[1, 2]]),
        "array with none": np.array([[np.nan, 1], [np.inf, 2]], dtype=np.float32),
        "array of one row": NUMBERS[:1],
        "array of no rows": NUMBERS[:0],
        "array of another shape": np.zeros((2, 3), dtype=np.float32),
        "list": ROWS,
        "sparse": csr_matrix(NUMBERS),
        "frame without names": pd.DataFrame(ROWS),
        "frame with names": pd.DataFrame(ROWS, columns=["a", "b"]),
        "dict": {"x": NUMBERS},
    },
    "float32-3d-ts": {"array": np.arange(8, dtype=np.float32).reshape(2, 2, 2)},
    "float32-ns": {
        "array": NUMBERS,
        "list": ROWS,
        "frame": pd.DataFrame(ROWS),
        "dict": {"x": ROWS},
        "dict of arrays": {"x": NUMBERS},
        "list with params": (ROWS, {"anything": 1}),
    },
    "two-inputs-ts": {
        "dict of arrays": {"a": NUMBERS[0], "b": NUMBERS[1]},
        "dict of lists": {"a": [1.0, 2.0], "b": [3.0, 4.0]},
        "dict of scalars": {"a": 1.0, "b": 2.0},
        "dict with a name too few": {"a": NUMBERS[0]},
        "frame": pd.DataFrame({"a": NUMBERS[0], "b": NUMBERS[1]}),
    },
    "string-cs": {
        "text": "a text",
        "texts": ["a text", "größer", ""],
        "dict": {"text": "a text"},
        "frame": pd.DataFrame({"text": ["a text", 'with "quotes"', "\u2028"]}),
        "series as a frame": pd.Series(["a", "b"], name="text").to_frame(),
        "bytes": b"a text",
    },
    "string-1d-ts": {"array": np.array(["a", "größer"]), "list": ["a", "b"], "text": "a"},
    "binary-cs": {
        "bytes": XY.assign(blob=[b"\x00\xff", b""]),
        "base64": XY.assign(blob=[base64.b64encode(b"abc").decode()] * 2),
    },
    "single-double-cs": {"scalar": 1.5, "scalar of numpy": np.float64(0.1), "list": [1.5, 2.5], "dict": {"c": 1.5}},
    "single-long-cs": {"scalar": 7, "truth": True, "scalar of numpy": np.int64(7), "frame": pd.DataFrame({"c": [7]})},
    "scalar-input-ns": {"scalar": 1.5, "array": np.float32(1.5), "list": [1.5]},
    "params-cs": {
        "frame with params": (XY, {"integer": 3, "doubles": [0.5, 1.5], "string": "é", "options": {"k": "v"}}),
        "frame with a moment for a param": (XY, {"datetime": "2021-02-03T04:05:06"}),
        "frame with a param of another type": (XY, {"integer": "three"}),
        "frame with an unknown param": (XY, {"nobody": 1}),
        "frame without params": XY,
    },
    "params-ts": {"array with params": (NUMBERS, {"boolean": False, "longs": [1, 2]})},
}
