"""XGBoost's trees: rows are rounded to single precision, then compared with `<`."""

import json
from typing import Any

import numpy as np
from onnx import TensorProto

from switchyard_compile.converters.trees.classes import best_class, both_sides, class_above
from switchyard_compile.converters.trees.ensemble import LESS, one_target_each
from switchyard_compile.converters.trees.tree import Tree, constant
from switchyard_compile.nodes import Nodes, as_float32, cast

IDENTITY = ("reg:", "rank:", "multi:")
LINKS = {
    "binary:logistic": "Sigmoid",
    "reg:logistic": "Sigmoid",
    "count:poisson": "Exp",
    "reg:gamma": "Exp",
    "reg:tweedie": "Exp",
}
# These are answered by classes, not by scores.
HINGES = ("binary:hinge", "multi:softmax")


def write_estimator(nodes: Nodes, source: str, model: Any) -> tuple[str, ...]:
    """Write a model of the interface of scikit-learn."""
    if model.missing is not None and not np.isnan(model.missing):
        raise NotImplementedError(f"XGBoost with {model.missing} for what is missing")
    booster = model.get_booster()
    best = booster.attr("best_iteration")
    raw, objective = margin(nodes, source, booster[: int(best) + 1] if best is not None else booster)
    if not hasattr(model, "predict_proba"):
        return (linked(nodes, raw, objective),)
    if objective.startswith("multi:"):
        scores = nodes.add("Softmax", raw, axis=1)
        return best_class(nodes, scores, model.classes_), cast(nodes, scores, TensorProto.DOUBLE)
    if objective not in LINKS:
        raise NotImplementedError(f"XGBoost's objective {objective}")
    score = linked(nodes, raw, objective)
    wide = cast(nodes, score, TensorProto.DOUBLE)
    return class_above(nodes, wide, 0.5, model.classes_), both_sides(nodes, wide)


def write_booster(nodes: Nodes, source: str, model: Any) -> tuple[str, ...]:
    """Write a Booster, which answers scores."""
    raw, objective = margin(nodes, source, model)
    if objective in HINGES:
        raise NotImplementedError(f"XGBoost's objective {objective} in a Booster")
    if objective == "multi:softprob":
        return (cast(nodes, nodes.add("Softmax", raw, axis=1), TensorProto.DOUBLE),)
    return (cast(nodes, linked(nodes, raw, objective), TensorProto.DOUBLE),)


def linked(nodes: Nodes, raw: str, objective: str) -> str:
    """Give what an objective makes of the sum of the trees."""
    link = LINKS.get(objective)
    if link is None and not objective.startswith(IDENTITY) and objective != "binary:logitraw":
        raise NotImplementedError(f"XGBoost's objective {objective}")
    return nodes.add(link, raw) if link else raw


def margin(nodes: Nodes, source: str, booster: Any) -> tuple[str, str]:
    """Add up all trees, in single precision at last as XGBoost does; with the objective."""
    learner = json.loads(booster.save_raw(raw_format="json"))["learner"]
    objective = learner["objective"]["name"]
    trees, targets = trees_of(learner["gradient_booster"])
    start = starts(learner["learner_model_param"]["base_score"], objective)
    every = [(constant(value), target) for target, value in enumerate(np.resize(start, targets))]
    total = one_target_each(nodes, as_float32(nodes, source), every + trees, targets, LESS)
    return cast(nodes, total, TensorProto.FLOAT), objective


def starts(base_score: str, objective: str) -> np.ndarray:
    """Give what every sum starts from; files tell it after the objective's link."""
    told = np.atleast_1d(np.array(json.loads(base_score), dtype=np.float64))
    link = LINKS.get(objective)
    if link == "Sigmoid":
        return np.log(told / (1 - told))
    return np.log(told) if link == "Exp" else told


def trees_of(booster: dict[str, Any]) -> tuple[list[tuple[Tree, int]], int]:
    """Give all trees with their targets, and how many targets there are."""
    if booster["name"] not in ("gbtree", "dart"):
        raise NotImplementedError(f"XGBoost's {booster['name']}")
    model = booster.get("gbtree", booster)["model"]
    weights = booster.get("weight_drop", [1.0] * len(model["trees"]))
    trees = [
        (grown(each).scaled(weight), target)
        for each, target, weight in zip(model["trees"], model["tree_info"], weights, strict=True)
    ]
    return trees, max((target for _, target in trees), default=0) + 1


def grown(tree: dict[str, Any]) -> Tree:
    """Give one tree."""
    if any(tree["split_type"]):
        raise NotImplementedError("XGBoost's splits by category")
    if int(tree["tree_param"]["size_leaf_vector"]) > 1:
        raise NotImplementedError("XGBoost's trees with many values in a leaf")
    conditions = np.array(tree["split_conditions"], np.float32).astype(np.float64)
    left, right = (np.array(tree[f"{side}_children"]) for side in ("left", "right"))
    missing = np.array(tree["default_left"], bool)
    return Tree(np.array(tree["split_indices"]), conditions, left, right, missing, conditions.reshape(-1, 1))
