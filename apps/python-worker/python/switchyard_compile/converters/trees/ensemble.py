"""Many trees as one TreeEnsemble node of doubles, which adds up their leaves in the order of the trees."""

from collections.abc import Sequence

import numpy as np

from switchyard_compile.converters.trees.tree import Tree
from switchyard_compile.nodes import ML, Nodes, tensor

LESS_OR_EQUAL, LESS, MEMBER = 0, 1, 6


class EnsembleWriter:
    """Collects the nodes of trees, each of which adds to one target."""

    def __init__(self, mode: int) -> None:
        """Start with nothing; `mode` says how a number is compared with a threshold."""
        self.mode = mode
        self.columns: dict[str, list] = {
            key: []
            for key in ("split", "feature", "mode", "true", "false", "true_leaf", "false_leaf", "missing")
        }
        self.members: list[float] = []
        self.leaves: list[float] = []
        self.targets: list[int] = []
        self.roots: list[int] = []

    def add(self, tree: Tree, source: int, target: int) -> None:
        """Add one tree, whose leaves give the value in their column `source` to the target."""
        inner = tree.inner()
        start = len(self.columns["split"])
        self.roots.append(start)
        if len(inner) == 0:
            self.add_constant(tree.value[0, source], target)
            return
        place = {int(node): start + offset for offset, node in enumerate(inner)}
        for node in place:
            self.add_test(tree, node)
            for side, children in (("true", tree.left), ("false", tree.right)):
                child = int(children[node])
                self.columns[f"{side}_leaf"].append(int(child not in place))
                known = place.get(child)
                self.columns[side].append(
                    self.leaf(tree.value[child, source], target) if known is None else known
                )

    def add_test(self, tree: Tree, node: int) -> None:
        """Add what a node asks."""
        members = tree.members.get(node)
        self.columns["feature"].append(int(tree.feature[node]))
        self.columns["missing"].append(int(tree.missing_left[node]))
        self.columns["split"].append(float(tree.threshold[node]) if members is None else 0.0)
        self.columns["mode"].append(self.mode if members is None else MEMBER)
        if members is not None:
            self.members.extend([*members, np.nan])

    def add_constant(self, value: float, target: int) -> None:
        """Add a tree of one leaf: a test of which both answers lead there."""
        leaf = self.leaf(value, target)
        row = {"split": 0.0, "feature": 0, "mode": self.mode, "missing": 0}
        row.update({"true": leaf, "false": leaf, "true_leaf": 1, "false_leaf": 1})
        for key, each in row.items():
            self.columns[key].append(each)

    def leaf(self, value: float, target: int) -> int:
        """Add a leaf, and give its number."""
        self.leaves.append(float(value))
        self.targets.append(target)
        return len(self.leaves) - 1

    def write(self, nodes: Nodes, source: str, targets: int) -> str:
        """Write the node; it takes doubles [rows, features] and gives doubles [rows, targets]."""
        columns = self.columns
        more = {"membership_values": tensor(np.array(self.members))} if self.members else {}
        return nodes.add(
            "TreeEnsemble",
            source,
            domain=ML,
            n_targets=targets,
            aggregate_function=1,
            post_transform=0,
            tree_roots=self.roots,
            nodes_modes=tensor(np.array(columns["mode"], np.uint8)),
            nodes_splits=tensor(np.array(columns["split"])),
            nodes_featureids=columns["feature"],
            nodes_missing_value_tracks_true=columns["missing"],
            nodes_truenodeids=columns["true"],
            nodes_falsenodeids=columns["false"],
            nodes_trueleafs=columns["true_leaf"],
            nodes_falseleafs=columns["false_leaf"],
            leaf_targetids=self.targets,
            leaf_weights=tensor(np.array(self.leaves)),
            **more,
        )


def many_targets(nodes: Nodes, source: str, trees: Sequence[Tree]) -> str:
    """Add up trees whose leaves hold a value for each target."""
    writer = EnsembleWriter(LESS_OR_EQUAL)
    targets = trees[0].value.shape[1]
    for tree in trees:
        for target in range(targets):
            writer.add(tree, target, target)
    return writer.write(nodes, source, targets)


def one_target_each(
    nodes: Nodes, source: str, trees: Sequence[tuple[Tree, int]], targets: int, mode: int = LESS_OR_EQUAL
) -> str:
    """Add up trees of which each has the target beside it."""
    writer = EnsembleWriter(mode)
    for tree, target in trees:
        writer.add(tree, 0, target)
    return writer.write(nodes, source, targets)
