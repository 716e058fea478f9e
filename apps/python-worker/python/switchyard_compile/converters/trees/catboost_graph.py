"""CatBoost's symmetric trees: rows are rounded to single precision, then asked whether they are above."""

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from switchyard_compile.converters.trees.classes import best_class, both_sides, class_above
from switchyard_compile.converters.trees.ensemble import one_target_each
from switchyard_compile.converters.trees.tree import Tree, constant
from switchyard_compile.nodes import Nodes, as_float32

IDENTITIES = ("RMSE", "MAE", "Quantile", "MAPE", "Huber", "Expectile", "LogCosh", "Lq")
EXPONENTIALS = ("Poisson", "Tweedie")


def write_estimator(nodes: Nodes, source: str, model: Any) -> tuple[str, ...]:
    """Write a classifier or a regressor."""
    exported = export(model)
    loss = str(model.get_all_params().get("loss_function", "")).split(":", 1)[0]
    raw = summed(nodes, source, exported)
    if type(model).__name__ == "CatBoostClassifier":
        return classified(nodes, raw, loss, np.asarray(model.classes_))
    if loss in EXPONENTIALS and type(model).__name__ == "CatBoostRegressor":
        return (nodes.add("Exp", raw),)
    if loss not in IDENTITIES:
        raise NotImplementedError(f"CatBoost's loss_function {loss}")
    return (raw,)


def classified(nodes: Nodes, raw: str, loss: str, classes: np.ndarray) -> tuple[str, ...]:
    """Give class and probabilities."""
    if loss == "MultiClass":
        return best_class(nodes, raw, classes), nodes.add("Softmax", raw, axis=1)
    if loss == "Logloss" and len(classes) == 2:
        return class_above(nodes, raw, 0.0, classes), both_sides(nodes, nodes.add("Sigmoid", raw))
    raise NotImplementedError(f"CatBoost's loss_function {loss}")


def export(model: Any) -> dict[str, Any]:
    """Give the model as CatBoost writes it in JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        exported: dict[str, Any] = json.loads(path.read_text())
    if "oblivious_trees" not in exported:
        raise NotImplementedError("CatBoost's trees that are not symmetric")
    others = [
        kind for kind, features in exported["features_info"].items() if kind != "float_features" and features
    ]
    if others:
        raise NotImplementedError(f"CatBoost's {others[0].replace('_', ' ')}")
    return exported


def summed(nodes: Nodes, source: str, exported: dict[str, Any]) -> str:
    """Add up all trees."""
    scale, bias = exported["scale_and_bias"]
    starts = np.atleast_1d(np.array(bias, dtype=np.float64))
    features = {each["feature_index"]: each for each in exported["features_info"]["float_features"]}
    trees = [(grown(each, features, len(starts)).scaled(scale), target)
             for each in exported["oblivious_trees"] for target in range(len(starts))]  # fmt: skip
    every = [(constant(value), target) for target, value in enumerate(starts)]
    chosen = [(only(tree, target), target) for tree, target in trees]
    return one_target_each(nodes, as_float32(nodes, source), every + chosen, len(starts))


def only(tree: Tree, target: int) -> Tree:
    """Give a tree with the values of one target."""
    value = tree.value[:, target : target + 1]
    return Tree(tree.feature, tree.threshold, tree.left, tree.right, tree.missing_left, value)


def grown(tree: dict[str, Any], features: dict[int, dict[str, Any]], targets: int) -> Tree:
    """Write a symmetric tree out: the first split is the last bit of a leaf's number, so it stands lowest."""
    splits = (tree["splits"] or [])[::-1]
    leaves = np.array(tree["leaf_values"], np.float64).reshape(-1, targets)
    inner = len(leaves) - 1
    rows = []
    for depth, split in enumerate(splits):
        feature = features[split["float_feature_index"]]
        missing = feature["nan_value_treatment"] != "AsTrue"
        rows += [(feature["flat_feature_index"], split["border"], missing)] * 2**depth
    column, border, missing_left = (
        (np.array(each) for each in zip(*rows, strict=True)) if rows else ([], [], [])
    )
    none = np.full(len(leaves), -1)
    places = np.arange(inner)
    return Tree(
        np.append(column, none).astype(np.int64),
        np.append(border, none).astype(np.float64),
        np.append(2 * places + 1, none),
        np.append(2 * places + 2, none),
        np.append(missing_left, none).astype(bool),
        np.vstack([np.zeros((inner, targets)), leaves]),
    )
