"""From scores to the class."""

import numpy as np
from onnx import TensorProto

from switchyard_compile.nodes import Nodes, cast


def class_values(classes: np.ndarray) -> np.ndarray:
    """Give classes as a graph can hold them: texts, or whole numbers."""
    if classes.dtype.kind in "UO" and all(isinstance(each, str) for each in classes):
        return classes.astype(object)
    whole = classes.astype(np.int64)
    if not np.array_equal(whole, classes):
        raise NotImplementedError(f"the classes {classes.tolist()} are neither texts nor whole numbers")
    return whole


def best_class(nodes: Nodes, scores: str, classes: np.ndarray) -> str:
    """Give the class of the largest score; the first one of equals."""
    index = nodes.add("ArgMax", scores, axis=1, keepdims=0)
    return nodes.add("Gather", nodes.constant(class_values(classes)), index, axis=0)


def class_above(nodes: Nodes, score: str, limit: float, classes: np.ndarray, equal: bool = False) -> str:
    """Give the second of two classes where the only score lies above a limit."""
    above = nodes.add("GreaterOrEqual" if equal else "Greater", score, nodes.constant(np.array(limit)))
    flat = nodes.add("Reshape", cast(nodes, above, TensorProto.INT64), nodes.constant(np.array([-1])))
    return nodes.add("Gather", nodes.constant(class_values(classes)), flat, axis=0)


def both_sides(nodes: Nodes, probability: str) -> str:
    """Give [1 - p, p] from [p]."""
    other = nodes.add("Sub", nodes.constant(np.array(1.0)), probability)
    return nodes.add("Concat", other, probability, axis=1)
