"""Trees and forests of scikit-learn."""

from typing import Any

import numpy as np

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, doubles
from switchyard_compile.converters.trees.classes import best_class
from switchyard_compile.converters.trees.ensemble import many_targets
from switchyard_compile.converters.trees.tree import Tree
from switchyard_compile.nodes import as_float32


def regression(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a regression: the mean of the trees."""
    trees = [grown(each.tree_) for each in estimators(model)]
    return (mean(nodes, operator, trees),)


def classification(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a classification: the mean of the trees' probabilities, and the class of the largest."""
    if isinstance(model.classes_, list):
        raise NotImplementedError("trees that predict several classes at once")
    trees = [normalised(grown(each.tree_)) for each in estimators(model)]
    probabilities = mean(nodes, operator, trees)
    return best_class(nodes, probabilities, model.classes_), probabilities


def estimators(model: Any) -> list[Any]:
    """Give the trees of a forest, or the tree itself."""
    return list(getattr(model, "estimators_", [model]))


def mean(nodes: ContainerNodes, operator: Any, trees: list[Tree]) -> str:
    """Add up the leaves and divide by their number, in the order in which scikit-learn does."""
    total = many_targets(nodes, as_float32(nodes, doubles(nodes, operator)), trees)
    return nodes.add("Div", total, nodes.constant(np.array(float(len(trees)))))


def grown(tree: Any) -> Tree:
    """Give a tree of scikit-learn."""
    missing = tree.__getstate__()["nodes"]["missing_go_to_left"].astype(bool)
    value = tree.value.reshape(len(tree.feature), -1)
    return Tree(tree.feature, tree.threshold, tree.children_left, tree.children_right, missing, value)


def normalised(tree: Tree) -> Tree:
    """Give a tree whose leaves hold probabilities."""
    total = tree.value.sum(axis=1, keepdims=True)
    value = tree.value / np.where(total == 0, 1, total)
    return Tree(tree.feature, tree.threshold, tree.left, tree.right, tree.missing_left, value)
