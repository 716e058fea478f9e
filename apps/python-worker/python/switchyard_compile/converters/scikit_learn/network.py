"""Multi-layer perceptrons in doubles."""

from typing import Any

import numpy as np

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, doubles
from switchyard_compile.converters.trees.classes import best_class, both_sides, class_above

ACTIVATIONS = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid"}


def perceptron_regression(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write an MLPRegressor."""
    raw = layers(nodes, operator, model)
    if model.out_activation_ not in ("identity", "exp"):
        raise NotImplementedError(f"a perceptron that ends in {model.out_activation_}")
    return (raw if model.out_activation_ == "identity" else nodes.add("Exp", raw),)


def perceptron_classification(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write an MLPClassifier of one class among several."""
    raw = layers(nodes, operator, model)
    if model.out_activation_ == "softmax":
        scores = nodes.add("Softmax", raw, axis=1)
        return best_class(nodes, scores, model.classes_), scores
    if model.n_outputs_ != 1:
        raise NotImplementedError("a perceptron that predicts several classes at once")
    score = nodes.add("Sigmoid", raw)
    return class_above(nodes, score, 0.5, model.classes_), both_sides(nodes, score)


def layers(nodes: ContainerNodes, operator: Any, model: Any) -> str:
    """Write all layers without what the last ends in."""
    value = doubles(nodes, operator)
    last = len(model.coefs_) - 1
    for place, (weights, bias) in enumerate(zip(model.coefs_, model.intercepts_, strict=True)):
        product = nodes.add("MatMul", value, nodes.constant(np.asarray(weights, np.float64)))
        value = nodes.add("Add", product, nodes.constant(np.asarray(bias, np.float64).reshape(1, -1)))
        if place < last and model.activation != "identity":
            value = activated(nodes, value, model.activation)
    return value


def activated(nodes: ContainerNodes, value: str, activation: str) -> str:
    """Apply what stands between two layers."""
    if activation not in ACTIVATIONS:
        raise NotImplementedError(f"a perceptron with the activation {activation}")
    return nodes.add(ACTIVATIONS[activation], value)
