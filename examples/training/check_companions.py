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

from shared import native, pictures, registry
from shared.command_line import REGISTRY
from shared.requests import ROWS, TEXTS, picture

DATA_SETS = {
    "iris": "tabular/iris_",
    "abalone": "tabular/abalone_",
    "topic-classification": "topic/",
    "sentiment-analysis": "sentiment/",
}
PICTURES = Path(__file__).resolve().parents[1] / "images"
TOLERANCE = 1e-9
DRAWN = 2000


def made_up(name: str) -> pd.DataFrame | np.ndarray:
    """Make rows: numbers around the examples; difficult texts and random mixtures of their words; pictures."""
    random = np.random.default_rng(0)
    if name == "catdog":
        drawn = [picture(f"<<{kind}>>") for kind in ("gradient", "black", "white")]
        drawn += [pictures.load(path) for path in sorted(PICTURES.glob("*.jpg"))]
        drawn += list(random.integers(0, 256, (4, pictures.SIZE, pictures.SIZE, 3)))
        return np.stack(drawn).astype(np.uint8)
    columns, rows = ROWS[name]
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


def answers(given: dict | np.ndarray | list, part: str | None) -> np.ndarray:
    """Take what to compare out of an answer: all of it, or one output of several."""
    return np.array(given if part is None else given[part])


def served(name: str, folder: Path, tracking_uri: str, rows: pd.DataFrame | np.ndarray) -> dict | list:
    """Answer the rows with a real scoring server."""
    port = registry.free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["mlflow", "models", "serve", "-m", f"models:/{name}@champion", "--env-manager", "local"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    if isinstance(rows, np.ndarray):
        body = {"inputs": rows.tolist()}
    else:
        body = {"dataframe_split": rows.to_dict(orient="split", index=False)}
    with registry.process(command, folder, f"{address}/ping", MLFLOW_TRACKING_URI=tracking_uri):
        data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{address}/invocations", data, headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["predictions"]


def checks(options: argparse.Namespace) -> Iterator[bool]:
    """Run all comparisons."""
    versions = registry.versions(options.registry)

    def both(version: registry.Version, what: str, theirs: dict | np.ndarray | list, rows: object) -> Iterator[bool]:
        ours = native.run(version.folder, rows)
        main = native.flavor(version.folder).get("predict_output")
        for part in [None] if main else ours:
            name = f"{version}, {what}" + (f", {part}" if part else "")
            mine = ours[part or main]
            yield compare(name, answers(theirs, part).reshape(mine.shape), mine)

    for version in versions:
        model = mlflow.pyfunc.load_model(str(version.folder))
        sets = {"pyfunc, made-up rows": made_up(version.name)}
        if options.data and version.name in DATA_SETS:
            for part in ("train", "test"):
                rows = pd.read_csv(options.data / f"{DATA_SETS[version.name]}{part}.csv")
                sets[f"pyfunc, {part} rows"] = rows[version.columns]
        for what, rows in sets.items():
            given = {version.columns[0]: rows} if isinstance(rows, np.ndarray) else rows
            yield from both(version, what, model.predict(given), rows)
    with registry.tracking_server(options.registry) as tracking_uri:
        for version in {version.name: version for version in versions}.values():  # the newest of each name
            rows = made_up(version.name)
            yield from both(version, "served", served(version.name, options.registry, tracking_uri, rows), rows)


def main() -> None:
    """Fail if any answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the data sets, to compare all of their rows")
    parser.add_argument("--registry", type=Path, default=REGISTRY, help="default: %(default)s")
    sys.exit(0 if all(list(checks(parser.parse_args()))) else "answers differ")


if __name__ == "__main__":
    main()
