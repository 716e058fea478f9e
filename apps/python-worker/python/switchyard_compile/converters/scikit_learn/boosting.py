"""Gradient boosting of scikit-learn, both of its kinds."""

from typing import Any

import numpy as np

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, doubles
from switchyard_compile.converters.scikit_learn.forests import grown
from switchyard_compile.converters.trees.classes import best_class, both_sides, class_above
from switchyard_compile.converters.trees.ensemble import one_target_each
from switchyard_compile.converters.trees.tree import Tree, constant
from switchyard_compile.nodes import as_float32

Trees = list[tuple[Tree, int]]


def gradient_regression(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a GradientBoostingRegressor."""
    source = as_float32(nodes, doubles(nodes, operator))
    return (one_target_each(nodes, source, gradient_trees(model), 1),)


def gradient_classification(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a GradientBoostingClassifier."""
    trees = gradient_trees(model)
    targets = model.estimators_.shape[1]
    raw = one_target_each(nodes, as_float32(nodes, doubles(nodes, operator)), trees, targets)
    doubled = model.loss == "exponential"
    return classes_of(nodes, raw, model, twice=doubled)


def gradient_trees(model: Any) -> Trees:
    """Give what the model starts from, then all trees."""
    if model.init_ != "zero" and type(model.init_).__module__ != "sklearn.dummy":
        raise NotImplementedError("gradient boosting that starts from another model")
    start = model._raw_predict_init(np.zeros((1, model.n_features_in_), np.float32)).ravel()
    trees: Trees = [(constant(value), target) for target, value in enumerate(start)]
    for stage in model.estimators_:
        trees += [
            (grown(each.tree_).scaled(model.learning_rate), target) for target, each in enumerate(stage)
        ]
    return trees


def histogram_regression(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a HistGradientBoostingRegressor."""
    raw = one_target_each(nodes, doubles(nodes, operator), histogram_trees(model), 1)
    link = type(model._loss.link).__name__
    if link not in ("IdentityLink", "LogLink"):
        raise NotImplementedError(f"gradient boosting with the link {link}")
    return (nodes.add("Exp", raw) if link == "LogLink" else raw,)


def histogram_classification(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a HistGradientBoostingClassifier."""
    trees = histogram_trees(model)
    raw = one_target_each(nodes, doubles(nodes, operator), trees, model.n_trees_per_iteration_)
    return classes_of(nodes, raw, model)


def histogram_trees(model: Any) -> Trees:
    """Give the baseline, then all trees."""
    if model.is_categorical_ is not None:
        raise NotImplementedError("categories among the splits of histogram gradient boosting")
    start = np.ravel(model._baseline_prediction)
    trees: Trees = [(constant(value), target) for target, value in enumerate(start)]
    for stage in model._predictors:
        trees += [(histogram_tree(each.nodes), target) for target, each in enumerate(stage)]
    return trees


def histogram_tree(nodes: np.ndarray) -> Tree:
    """Give a tree of its table of nodes."""
    leaf = nodes["is_leaf"].astype(bool)
    left, right = (np.where(leaf, -1, nodes[side].astype(np.int64)) for side in ("left", "right"))
    missing = nodes["missing_go_to_left"].astype(bool)
    return Tree(
        nodes["feature_idx"], nodes["num_threshold"], left, right, missing, nodes["value"].reshape(-1, 1)
    )


def classes_of(nodes: ContainerNodes, raw: str, model: Any, twice: bool = False) -> tuple[str, ...]:
    """Give class and probabilities of raw scores: one for two classes, else one for each."""
    if len(model.classes_) > 2:
        return best_class(nodes, raw, model.classes_), nodes.add("Softmax", raw, axis=1)
    scaled = nodes.add("Mul", raw, nodes.constant(np.array(2.0))) if twice else raw
    label = class_above(nodes, raw, 0.0, model.classes_, equal=True)
    return label, both_sides(nodes, nodes.add("Sigmoid", scaled))
