"""A decision tree, whoever has grown it."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Tree:
    """Node by node, the root first: what is asked, where each answer leads, and what a leaf gives."""

    feature: np.ndarray
    threshold: np.ndarray
    # Nodes below; -1 in leaves.
    left: np.ndarray
    right: np.ndarray
    # Whether a missing number goes to the left.
    missing_left: np.ndarray
    # [nodes, targets]; only those of leaves count.
    value: np.ndarray
    # By node: the categories that go to the left, in place of a threshold.
    members: dict[int, list[float]] = field(default_factory=dict)

    def inner(self) -> np.ndarray:
        """Give the nodes that ask something."""
        return np.flatnonzero(self.left >= 0)

    def scaled(self, factor: float) -> "Tree":
        """Give the same tree with leaves of this many times their value."""
        return Tree(
            self.feature,
            self.threshold,
            self.left,
            self.right,
            self.missing_left,
            self.value * factor,
            self.members,
        )


def constant(values: np.ndarray) -> Tree:
    """Give a tree that answers the same for every row."""
    none = np.array([-1])
    return Tree(none, np.zeros(1), none, none, np.zeros(1, bool), np.atleast_2d(values).astype(float))
