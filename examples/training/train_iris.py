"""Iris: which species is a flower of? Version 1 is deliberately weaker than version 2."""

from pathlib import Path

import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from shared import command_line
from shared.companion import OPSETS, one_input_per_column
from shared.sample import Sample, columns, save_sklearn, write_card, write_labels

FEATURES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
DATA = "UCI Iris (Fisher, 1936), 120 of the 150 flowers; the other 30, ten of each species, are the test set."
LICENCE = "Data: CC BY 4.0 as the UCI Machine Learning Repository publishes them. This model: as the repository."
LIMITS = "Three species, four lengths in centimetres. Missing values are refused."


def train(data: Path, out: Path) -> list[Sample]:
    """Train both versions."""
    rows = pd.read_csv(data / "tabular/iris_train.csv")
    test = pd.read_csv(data / "tabular/iris_test.csv")
    versions = [
        ("Logistic regression, strongly regularised", {"C": 0.01, "scaled": False}),
        ("Logistic regression on standardised lengths", {"C": 1.0, "scaled": True}),
    ]
    samples = []
    for number, (what, params) in enumerate(versions, 1):
        steps = [StandardScaler()] if params["scaled"] else []
        model = make_pipeline(*steps, LogisticRegression(C=params["C"], max_iter=1000))
        model.fit(rows[FEATURES], rows.species)
        accuracy = model.score(test[FEATURES], test.species)

        graph = to_onnx(
            model,
            initial_types=[("features", DoubleTensorType([None, len(FEATURES)]))],
            options={id(model): {"zipmap": False}},
            target_opset=OPSETS,
        )
        if number > 1:  # version 1 keeps one matrix, so that both ways stay in use
            graph = one_input_per_column(graph, FEATURES)

        folder = out / f"iris-{number}"
        signature = columns(dict.fromkeys(FEATURES, "double"), "string")
        save_sklearn(folder, model, graph, signature, test[FEATURES].iloc[[0, 10, 20]], "skops")
        write_labels(folder, model.classes_.tolist())
        figures = [("accuracy", "tabular/iris_test.csv", accuracy)]
        write_card(folder, f"Iris, version {number}", what + ".", DATA, LICENCE, figures, LIMITS)
        samples.append(
            Sample(
                name="iris",
                folder=folder,
                script=Path(__file__).name,
                description=f"{what}; accuracy {accuracy:.3f} on 30 flowers.",
                params=params,
                metrics={"accuracy": accuracy},
                tags={"task": "classification", "data": "uci-iris"},
                layout="run" if number == 1 else "logged-model",
            )
        )
    return samples


if __name__ == "__main__":
    command_line.run(train, __doc__)
