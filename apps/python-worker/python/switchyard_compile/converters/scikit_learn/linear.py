"""Logistic regression and other linear classifiers, nearest centres, and what fills gaps, in doubles."""

from typing import Any

import numpy as np
from onnx import TensorProto

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, doubles
from switchyard_compile.converters.trees.classes import best_class, both_sides, class_above
from switchyard_compile.nodes import cast


def logistic(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a LogisticRegression."""
    weights = nodes.constant(np.asarray(model.coef_, np.float64).T)
    product = nodes.add("MatMul", doubles(nodes, operator), weights)
    raw = nodes.add("Add", product, nodes.constant(np.asarray(model.intercept_, np.float64).reshape(1, -1)))
    if model.coef_.shape[0] == 1:
        return class_above(nodes, raw, 0.0, model.classes_), both_sides(nodes, nodes.add("Sigmoid", raw))
    if model.solver == "liblinear" or getattr(model, "multi_class", None) == "ovr":
        raise NotImplementedError("logistic regression of one class against the rest")
    return best_class(nodes, raw, model.classes_), nodes.add("Softmax", raw, axis=1)


def decision(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a linear classifier without probabilities; beside the class its scores."""
    weights = np.atleast_2d(np.asarray(model.coef_, np.float64))
    product = nodes.add("MatMul", doubles(nodes, operator), nodes.constant(weights.T))
    raw = nodes.add("Add", product, nodes.constant(np.asarray(model.intercept_, np.float64).reshape(1, -1)))
    if len(weights) == 1:
        return class_above(nodes, raw, 0.0, model.classes_), raw
    return best_class(nodes, raw, model.classes_), raw


def stochastic(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write an SGDClassifier, whose class is that of the largest score, not of the largest probability."""
    label, raw = decision(nodes, operator, model)
    if model.loss not in ("log_loss", "modified_huber"):
        return label, raw
    likely = nodes.add("Sigmoid", raw) if model.loss == "log_loss" else between(nodes, raw)
    if len(model.classes_) == 2:
        return label, both_sides(nodes, likely)
    total = nodes.add("ReduceSum", likely, nodes.constant(np.array([1])), keepdims=1)
    evenly = nodes.constant(np.array(1 / len(model.classes_)))
    none = nodes.add("Equal", total, nodes.constant(np.array(0.0)))
    return label, nodes.add("Where", none, evenly, nodes.add("Div", likely, total))


def between(nodes: ContainerNodes, raw: str) -> str:
    """Give scores from -1 to 1 as numbers from 0 to 1, and what lies beyond as these."""
    one = nodes.constant(np.array(1.0))
    bounded = nodes.add("Clip", raw, nodes.constant(np.array(-1.0)), one)
    return nodes.add("Div", nodes.add("Add", bounded, one), nodes.constant(np.array(2.0)))


def nearest_centre(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write KMeans, which leaves out of the distance what is the same for all centres."""
    centres = np.asarray(model.cluster_centers_, np.float64)
    product = nodes.add("MatMul", doubles(nodes, operator), nodes.constant(-2.0 * centres.T))
    distances = nodes.add("Add", product, nodes.constant((centres**2).sum(axis=1).reshape(1, -1)))
    return nodes.add("ArgMin", distances, axis=1, keepdims=0), distances


def imputer(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a SimpleImputer of numbers."""
    if model.add_indicator:
        raise NotImplementedError("a SimpleImputer with add_indicator")
    source = doubles(nodes, operator)
    filling = np.asarray(model.statistics_, np.float64)
    kept = np.flatnonzero(~np.isnan(filling))
    if len(kept) < len(filling):
        source = nodes.add("Gather", source, nodes.constant(kept), axis=1)
    gap = gaps(nodes, source, model.missing_values)
    return (nodes.add("Where", gap, nodes.constant(filling[kept].reshape(1, -1)), source),)


def gaps(nodes: ContainerNodes, source: str, missing: object) -> str:
    """Say where a number is missing."""
    if isinstance(missing, float) and np.isnan(missing):
        return nodes.add("IsNaN", source)
    if isinstance(missing, int | float | np.number):
        return nodes.add(
            "Equal", cast(nodes, source, TensorProto.DOUBLE), nodes.constant(np.array(float(missing)))
        )
    raise NotImplementedError(f"a SimpleImputer of {missing!r}")
