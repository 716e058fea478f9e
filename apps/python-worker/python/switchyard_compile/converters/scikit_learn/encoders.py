"""Encoders of categories: each category is looked up, and its row of a table given."""

from typing import Any

import numpy as np
from onnx import TensorProto
from skl2onnx.common.data_types import StringTensorType

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, columns_of
from switchyard_compile.nodes import ML, cast


def one_hot(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a OneHotEncoder."""
    return (encoded(nodes, operator, model, int(sum(model._n_features_outs))),)


def ordinal(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write an OrdinalEncoder."""
    return (encoded(nodes, operator, model, len(model.categories_)),)


def encoded(nodes: ContainerNodes, operator: Any, model: Any, width: int) -> str:
    """Give the codes of all columns side by side, in doubles."""
    parts = []
    for place, (source, kind) in enumerate(columns_of(nodes, operator)):
        categories = model.categories_[place]
        is_text = isinstance(kind, StringTensorType)
        index = (index_of_text if is_text else index_of_number)(nodes, source, categories)
        parts.append(nodes.add("Gather", nodes.constant(codes(model, place)), index, axis=0))
    return parts[0] if len(parts) == 1 else nodes.add("Concat", *parts, axis=1)


def codes(model: Any, place: int) -> np.ndarray:
    """Ask the encoder for the code of each category, and of an unknown one unless that is an error."""
    unknown = model.handle_unknown != "error"
    categories = model.categories_[place]
    firsts = [np.asarray(each)[0] for each in model.categories_]
    rows = np.empty((len(categories) + unknown, len(firsts)), dtype=object)
    rows[:] = np.array(firsts, dtype=object)
    rows[: len(categories), place] = categories
    if unknown:
        rows[-1, place] = never_seen(categories)
    if all(np.asarray(each).dtype.kind not in "UO" for each in model.categories_):
        rows = rows.astype(float)
    made = encode(model, rows)
    widths = getattr(model, "_n_features_outs", None) or [1] * len(firsts)
    start = int(sum(widths[:place]))
    return np.asarray(made[:, start : start + int(widths[place])], dtype=np.float64)


def encode(model: Any, rows: np.ndarray) -> np.ndarray:
    """Transform rows without names, which the encoder would check."""
    bare = model.__class__.__new__(model.__class__)
    bare.__dict__.update({key: value for key, value in vars(model).items() if key != "feature_names_in_"})
    bare.set_output(transform="default")
    made = bare.transform(rows)
    return made.toarray() if hasattr(made, "toarray") else np.asarray(made)


def never_seen(categories: np.ndarray) -> object:
    """Give a value that is none of the categories."""
    if np.asarray(categories).dtype.kind in "UO":
        return "\uffff"
    known = [each for each in categories if each == each]
    return float(max(known, default=0)) + 1.0


def index_of_text(nodes: ContainerNodes, source: str, categories: np.ndarray) -> str:
    """Give the number of each text among the categories, or their count; shape [rows]."""
    if not all(isinstance(each, str) for each in categories):
        raise NotImplementedError(
            f"categories other than texts in a column of texts: {list(categories)[-3:]}"
        )
    numbers = list(range(len(categories)))
    found = nodes.add(
        "LabelEncoder",
        source,
        domain=ML,
        keys_strings=[str(each) for each in categories],
        values_int64s=numbers,
        default_int64=len(categories),
    )
    return nodes.add("Reshape", found, nodes.constant(np.array([-1])))


def index_of_number(nodes: ContainerNodes, source: str, categories: np.ndarray) -> str:
    """Give the number of each number among the categories, or their count; shape [rows]."""
    known = np.asarray(categories, dtype=np.float64)
    wide = cast(nodes, source, TensorProto.DOUBLE)
    same = nodes.add("Equal", wide, nodes.constant(known.reshape(1, -1)))
    missing = nodes.add("IsNaN", wide)
    is_gap = nodes.constant(np.isnan(known).reshape(1, -1))
    hit = cast(nodes, nodes.add("Or", same, nodes.add("And", missing, is_gap)), TensorProto.FLOAT)
    padded = nodes.add(
        "Pad", hit, nodes.constant(np.array([0, 0, 0, 1])), nodes.constant(np.array(0.5, np.float32))
    )
    return nodes.add("ArgMax", padded, axis=1, keepdims=0)
