"""Measures the registry's ONNX files on the test sets and compares with the figures of the model cards."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, balanced_accuracy_score, mean_absolute_error

from shared import command_line, native, pictures, registry
from shared.sample import CARD, read_figures

METRICS = {
    "accuracy": accuracy_score,
    "balanced accuracy": balanced_accuracy_score,
    "mean absolute error": mean_absolute_error,
}
ANSWERS = {"iris": "species", "abalone": "rings"}


def predictions(version: registry.Version, test: Path) -> tuple[np.ndarray, np.ndarray]:
    """Give the true and the predicted answers for one test set."""
    if test.is_dir():
        images, labels = pictures.folder(test)
        return labels, native.predict(version.folder, images)
    rows = pd.read_csv(test)
    answer = ANSWERS.get(version.name, "label")
    return rows.pop(answer).to_numpy(), native.predict(version.folder, rows[version.columns])


def main() -> None:
    """Print the table; fail if a card is wrong."""
    parser = command_line.parser(__doc__)
    parser.add_argument("--registry", type=Path, default=command_line.REGISTRY, help="default: %(default)s")
    options = parser.parse_args()
    wrong = 0
    print(f"{'model':26} {'metric':20} {'test set':28} {'measured':>8} {'card':>8}")
    for version in registry.versions(options.registry):
        answers = {}
        for metric, test, card in read_figures(version.folder / CARD):
            if test not in answers:
                answers[test] = predictions(version, options.data / test)
            measured = f"{METRICS[metric](*answers[test]):.4f}"
            verdict = "" if measured == card else "  differs"
            wrong += measured != card
            print(f"{version!s:26} {metric:20} {test:28} {measured:>8} {card:>8}{verdict}", flush=True)
    sys.exit(f"{wrong} figures differ" if wrong else 0)


if __name__ == "__main__":
    main()
