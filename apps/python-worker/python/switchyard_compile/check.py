"""Compares a graph with its model on the rows of the example, before anybody else sees it."""

import numpy as np
import onnx
import pandas as pd

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs, Rows
from switchyard_compile.model_folder import first_line
from switchyard_compile.refused import Refused

TOLERANCE = 1e-5
TYPES = {
    onnx.TensorProto.DOUBLE: np.float64,
    onnx.TensorProto.FLOAT: np.float32,
    onnx.TensorProto.INT64: np.int64,
    onnx.TensorProto.STRING: object,
}


def check(
    graph: onnx.ModelProto, companion: Companion, inputs: Inputs, rows: Rows, expected: np.ndarray
) -> None:
    """Throw `Refused` where the graph does not load or answers otherwise, if ONNX Runtime is here."""
    try:
        import onnxruntime
    except ModuleNotFoundError:
        return
    onnxruntime.set_default_logger_severity(4)
    try:
        session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
        [found] = session.run([companion.predict_output], feeds(graph, companion, inputs, rows))
    except Exception as cause:
        raise Refused(
            f"ONNX Runtime cannot run what {companion.converter} made: {first_line(cause)}"
        ) from cause
    wrong = difference(found, expected)
    if wrong is not None:
        raise Refused(f"what {companion.converter} made answers otherwise than the model: {wrong}")


def loads(graph: onnx.ModelProto) -> None:
    """Throw what ONNX Runtime says of a graph that it cannot load; do nothing without ONNX Runtime."""
    try:
        import onnxruntime
    except ModuleNotFoundError:
        return
    onnxruntime.set_default_logger_severity(4)
    onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])


def runs_without_rows(graph: onnx.ModelProto, companion: Companion, inputs: Inputs, rows: Rows) -> bool:
    """Say whether the graph gives nothing for nothing, as far as ONNX Runtime is here to tell."""
    try:
        import onnxruntime

        session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
        [found] = session.run([companion.predict_output], feeds(graph, companion, inputs, rows[:0]))
    except Exception:
        return False
    return len(found) == 0


def feeds(graph: onnx.ModelProto, companion: Companion, inputs: Inputs, rows: Rows) -> dict[str, np.ndarray]:
    """Give the rows as the graph takes them."""
    specs = {each.name: TYPES[each.type.tensor_type.elem_type] for each in graph.graph.input}
    [first, *others] = specs
    if isinstance(rows, np.ndarray) or (not others and first not in rows.columns):
        return {first: np.asarray(rows).astype(specs[first])}
    lowered = companion.extra.get("lower_case") or []
    table = {name: rows[name].to_numpy().reshape(-1, 1).astype(dtype) for name, dtype in specs.items()}
    return {name: lower(values) if name in lowered else values for name, values in table.items()}


def lower(texts: np.ndarray) -> np.ndarray:
    """Give texts in lower case."""
    return np.array([text.lower() for [text] in texts], dtype=object).reshape(-1, 1)


def difference(found: np.ndarray, expected: np.ndarray) -> str | None:
    """Describe the first difference, or give nothing where there is none."""
    if found.shape != expected.shape:
        return f"the shape {list(found.shape)} instead of {list(expected.shape)}"
    if expected.dtype.kind == "f":
        same = np.isclose(found, expected, rtol=TOLERANCE, atol=1e-12, equal_nan=True)
    else:
        same = np.asarray(found == expected) | (pd.isna(found) & pd.isna(expected))
    if same.all():
        return None
    place = tuple(int(each) for each in np.argwhere(~same)[0])
    return f"{found[place]} instead of {expected[place]} at {list(place)}"
