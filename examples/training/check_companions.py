"""Checks that the ONNX files answer as MLflow does.

Every version is loaded with `mlflow.pyfunc` and every champion is served with `mlflow models serve`; both answers
are compared with ONNX Runtime's. Rows are made up; with --data all training and test rows are compared too.
"""

import argparse
import json
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import mlflow.pyfunc
import numpy as np
import pandas as pd

from shared import native, registry
from shared.command_line import REGISTRY
from shared.requests import ROWS, TEXTS

DATA_SETS = {
    "iris": "tabular/iris",
    "abalone": "tabular/abalone",
    "topic-classification": "topic/",
    "sentiment-analysis": "sentiment/",
}
TOLERANCE = 1e-9
DRAWN = 2000


def made_up(name: str) -> pd.DataFrame:
    """Make rows: numbers around the examples; difficult texts and random mixtures of their words."""
    columns, rows = ROWS[name]
    random = np.random.default_rng(0)
    frame = pd.DataFrame(rows, columns=columns)
    if columns == ["text"]:
        words = " ".join([*frame.text, *TEXTS[:10]]).split()
        mixed = [" ".join(random.choice(words, random.integers(1, 40))) for _ in range(DRAWN // 10)]
        return pd.DataFrame({"text": [*frame.text, *TEXTS, *mixed]})
    drawn = frame.sample(DRAWN, replace=True, random_state=0).reset_index(drop=True)
    numbers = drawn.select_dtypes("number").columns
    drawn[numbers] *= random.uniform(0.2, 2, (DRAWN, len(numbers)))
    drawn[numbers] = np.where(random.random((DRAWN, len(numbers))) < 0.5, drawn[numbers].round(3), drawn[numbers])
    return pd.concat([frame, drawn], ignore_index=True)


def compare(what: str, theirs: np.ndarray, ours: np.ndarray) -> bool:
    """Print one line; labels must be equal, numbers nearly so."""
    if ours.dtype == object:
        worst, fine = int((theirs != ours).sum()), bool((theirs == ours).all())
        print(f"{what:58} {len(ours):6} rows, {worst} labels differ", flush=True)
    else:
        worst = float(np.max(np.abs(theirs - ours) / np.maximum(np.abs(ours), 1e-12)))
        fine = worst <= TOLERANCE
        print(f"{what:58} {len(ours):6} rows, largest relative difference {worst:.1e}", flush=True)
    return fine


def served(name: str, data: Path, tracking_uri: str, rows: pd.DataFrame) -> np.ndarray:
    """Answer the rows with a real scoring server."""
    port = registry.free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["mlflow", "models", "serve", "-m", f"models:/{name}@champion", "--env-manager", "local"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    body = json.dumps({"dataframe_split": rows.to_dict(orient="split", index=False)}).encode()
    with registry.process(command, data, f"{address}/ping", MLFLOW_TRACKING_URI=tracking_uri):
        request = urllib.request.Request(f"{address}/invocations", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return np.array(json.load(answer)["predictions"])


def checks(options: argparse.Namespace) -> Iterator[bool]:
    """Run all comparisons."""
    versions = registry.versions(options.registry)
    for version in versions:
        model = mlflow.pyfunc.load_model(str(version.folder))
        rows = made_up(version.name)
        yield compare(f"{version}, pyfunc, made-up rows", model.predict(rows), native.predict(version.folder, rows))
        for part in ("train", "test") if options.data else ():
            prefix = DATA_SETS[version.name]
            separator = "" if prefix.endswith("/") else "_"
            rows = pd.read_csv(options.data / f"{prefix}{separator}{part}.csv")[version.columns]
            ours = native.predict(version.folder, rows)
            yield compare(f"{version}, pyfunc, {part} rows", model.predict(rows), ours)
    with registry.tracking_server(options.registry) as tracking_uri:
        for version in {version.name: version for version in versions}.values():  # the newest of each name
            rows = made_up(version.name)
            theirs = served(version.name, options.registry, tracking_uri, rows)
            yield compare(f"{version}, mlflow models serve", theirs, native.predict(version.folder, rows))


def main() -> None:
    """Fail if any answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the data sets, to compare all of their rows")
    parser.add_argument("--registry", type=Path, default=REGISTRY, help="default: %(default)s")
    sys.exit(0 if all(list(checks(parser.parse_args()))) else "answers differ")


if __name__ == "__main__":
    main()
