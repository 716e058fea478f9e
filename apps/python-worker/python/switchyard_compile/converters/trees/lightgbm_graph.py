"""LightGBM's trees: doubles compared with `<=`, and whole numbers looked up among categories."""

from typing import Any

import numpy as np

from switchyard_compile.converters.trees.classes import best_class, both_sides
from switchyard_compile.converters.trees.ensemble import one_target_each
from switchyard_compile.converters.trees.tree import Tree
from switchyard_compile.nodes import Nodes

SIGMOIDS = ("binary", "cross_entropy", "multiclassova")
EXPONENTIALS = ("poisson", "gamma", "tweedie")
IDENTITIES = ("regression", "regression_l1", "huber", "fair", "quantile", "mape", "none", "custom")
RANKINGS = ("lambdarank", "rank_xendcg")


def write_estimator(nodes: Nodes, source: str, model: Any) -> tuple[str, ...]:
    """Write a model of the interface of scikit-learn."""
    [answer] = write_booster(nodes, source, model.booster_)
    if not hasattr(model, "predict_proba"):
        return (answer,)
    scores = both_sides(nodes, answer) if len(model.classes_) == 2 else answer
    return best_class(nodes, scores, model.classes_), scores


def write_booster(nodes: Nodes, source: str, model: Any) -> tuple[str, ...]:
    """Write a Booster, which answers scores."""
    dumped = model.dump_model()
    names, told = [], {}
    for word in dumped.get("objective", "none").split():
        key, _, value = word.partition(":")
        names.append(key)
        told[key] = value
    if "sqrt" in told:
        raise NotImplementedError("LightGBM's reg_sqrt")
    trees = [Grown(each["tree_structure"]) for each in dumped["tree_info"]]
    targets = int(dumped["num_tree_per_iteration"])
    whole = truncated(nodes, source, trees, int(dumped["max_feature_idx"]) + 1)
    total = one_target_each(
        nodes, whole, [(each.tree(), place % targets) for place, each in enumerate(trees)], targets
    )
    if dumped.get("average_output"):
        total = nodes.add("Div", total, nodes.constant(np.array(len(trees) / targets)))
    return (linked(nodes, total, names[0], told),)


def linked(nodes: Nodes, raw: str, objective: str, told: dict[str, str]) -> str:
    """Give what an objective makes of the sum of the trees."""
    if objective == "multiclass":
        return nodes.add("Softmax", raw, axis=1)
    if objective in SIGMOIDS:
        scale = float(told.get("sigmoid") or 1.0)
        return nodes.add("Sigmoid", nodes.add("Mul", raw, nodes.constant(np.array(scale))))
    if objective in EXPONENTIALS:
        return nodes.add("Exp", raw)
    if objective not in IDENTITIES + RANKINGS:
        raise NotImplementedError(f"LightGBM's objective {objective}")
    return raw


def truncated(nodes: Nodes, source: str, trees: list["Grown"], width: int) -> str:
    """Cut numbers that are looked up among categories down to whole ones, as LightGBM does."""
    looked_up = {feature for each in trees for feature in each.looked_up}
    if not looked_up:
        return source
    if looked_up & {feature for each in trees for feature in each.compared}:
        raise NotImplementedError("LightGBM's column that is both compared and looked up")
    mask = nodes.constant(np.array([[place in looked_up for place in range(width)]]))
    whole = nodes.add("Mul", nodes.add("Sign", source), nodes.add("Floor", nodes.add("Abs", source)))
    return nodes.add("Where", mask, whole, source)


class Grown:
    """One tree of LightGBM's dump, flattened."""

    def __init__(self, root: dict[str, Any]) -> None:
        """Walk it from the root."""
        self.rows: list[tuple[int, float, int, int, bool, float]] = []
        self.members: dict[int, list[float]] = {}
        self.looked_up: set[int] = set()
        self.compared: set[int] = set()
        self.visit(root)

    def visit(self, node: dict[str, Any]) -> int:
        """Add a node and all below it; give its number."""
        place = len(self.rows)
        if "leaf_coeff" in node:
            raise NotImplementedError("LightGBM's linear trees")
        if "split_feature" not in node:
            self.rows.append((0, 0.0, -1, -1, False, float(node["leaf_value"])))
            return place
        self.rows.append((0, 0.0, -1, -1, False, 0.0))
        threshold, missing = self.test(place, node)
        left, right = self.visit(node["left_child"]), self.visit(node["right_child"])
        self.rows[place] = (node["split_feature"], threshold, left, right, missing, 0.0)
        return place

    def test(self, place: int, node: dict[str, Any]) -> tuple[float, bool]:
        """Give the threshold, and whether what is missing goes to the left."""
        if node["decision_type"] == "==":
            self.looked_up.add(node["split_feature"])
            self.members[place] = [float(each) for each in str(node["threshold"]).split("||")]
            # A missing number counts as 0 where none was missing in training.
            return 0.0, node["missing_type"] == "None" and 0.0 in self.members[place]
        self.compared.add(node["split_feature"])
        threshold = float(node["threshold"])
        if node["missing_type"] == "NaN":
            return threshold, bool(node["default_left"])
        zero_left = threshold >= 0
        if node["missing_type"] == "Zero" and zero_left != bool(node["default_left"]):
            raise NotImplementedError("LightGBM's zero_as_missing")
        return threshold, zero_left

    def tree(self) -> Tree:
        """Give it as every tree is written."""
        feature, threshold, left, right, missing, value = (
            np.array(each) for each in zip(*self.rows, strict=True)
        )
        return Tree(feature, threshold, left, right, missing, value.reshape(-1, 1), self.members)
