"""Support vector regression, multinomial naive Bayes and polynomials in doubles."""

from typing import Any

import numpy as np

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, doubles
from switchyard_compile.converters.trees.classes import best_class


def support_vectors(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write an SVR or a NuSVR."""
    source = doubles(nodes, operator)
    vectors = np.asarray(model.support_vectors_, np.float64)
    product = nodes.add("MatMul", source, nodes.constant(vectors.T))
    kernel = similarity(nodes, source, product, model)
    total = nodes.add("MatMul", kernel, nodes.constant(np.asarray(model.dual_coef_, np.float64).T))
    return (nodes.add("Add", total, nodes.constant(np.asarray(model.intercept_, np.float64))),)


def similarity(nodes: ContainerNodes, source: str, product: str, model: Any) -> str:
    """Give the kernel of each row with each support vector from their products."""
    number = {"gamma": model._gamma, "coef0": model.coef0, "degree": model.degree}
    constants = {name: nodes.constant(np.array(float(value))) for name, value in number.items()}
    if model.kernel == "linear":
        return product
    if model.kernel == "rbf":
        square = nodes.constant(
            (np.asarray(model.support_vectors_, np.float64) ** 2).sum(axis=1).reshape(1, -1)
        )
        own = nodes.add("ReduceSumSquare", source, nodes.constant(np.array([1])), keepdims=1)
        twice = nodes.add("Mul", product, nodes.constant(np.array(2.0)))
        distance = nodes.add("Sub", nodes.add("Add", own, square), twice)
        return nodes.add("Exp", nodes.add("Neg", nodes.add("Mul", distance, constants["gamma"])))
    inner = nodes.add("Add", nodes.add("Mul", product, constants["gamma"]), constants["coef0"])
    if model.kernel == "poly":
        return nodes.add("Pow", inner, constants["degree"])
    if model.kernel == "sigmoid":
        return nodes.add("Tanh", inner)
    raise NotImplementedError(f"support vectors with the kernel {model.kernel!r}")


def multinomial(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a MultinomialNB."""
    weights = nodes.constant(np.asarray(model.feature_log_prob_, np.float64).T)
    product = nodes.add("MatMul", doubles(nodes, operator), weights)
    scores = nodes.add(
        "Add", product, nodes.constant(np.asarray(model.class_log_prior_, np.float64).reshape(1, -1))
    )
    return best_class(nodes, scores, model.classes_), nodes.add("Softmax", scores, axis=1)


def polynomials(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write PolynomialFeatures: products of columns, a column of ones standing in where there are fewer."""
    powers = np.asarray(model.powers_)
    most = max(int(powers.sum(axis=1).max()), 1)
    width = powers.shape[1]
    ends = nodes.constant(np.array([0, 0, 0, 1]))
    source = nodes.add("Pad", doubles(nodes, operator), ends, nodes.constant(np.array(1.0)))
    chosen = np.full((most, len(powers)), width)
    for place, row in enumerate(powers):
        factors = np.repeat(np.arange(width), row)
        chosen[: len(factors), place] = factors
    parts = [nodes.add("Gather", source, nodes.constant(each), axis=1) for each in chosen]
    product = parts[0]
    for part in parts[1:]:
        product = nodes.add("Mul", product, part)
    return (product,)
