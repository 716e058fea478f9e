"""A trained model version on disk: the directory MLflow writes, plus what Switchyard reads beside it."""

import json
import shutil
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import mlflow.sklearn
import onnx
import pandas as pd
from mlflow.models import Model, ModelSignature
from mlflow.types import ColSpec, Schema

CARD = "README.md"


@dataclass
class Sample:
    """One model version that waits to be registered."""

    name: str
    folder: Path
    script: str
    description: str
    metrics: dict[str, float]
    params: dict[str, object] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    layout: str = "run"


def pinned(*packages: str) -> list[str]:
    """Name the installed versions of the packages, and MLflow's, as requirements."""
    return [f"{name}=={version(name)}" for name in ("mlflow", *packages)]


def columns(spec: dict[str, str], output: str) -> ModelSignature:
    """Make a signature of named columns that answers one array."""
    inputs = Schema([ColSpec(kind, name) for name, kind in spec.items()])
    return ModelSignature(inputs=inputs, outputs=Schema([ColSpec(output)]))


def empty(folder: Path) -> Path:
    """Remove what an earlier training left there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def save_sklearn(
    folder: Path,
    estimator: object,
    companion: onnx.ModelProto,
    signature: ModelSignature,
    example: pd.DataFrame,
    serialization: str = "cloudpickle",
    rules: dict[str, str] | None = None,
) -> None:
    """Save a scikit-learn model through MLflow and put its ONNX companion beside it.

    The rules say what the model takes where its graph would take more or less: missing_values, number_type,
    other_than_text.
    """
    mlflow.sklearn.save_model(
        estimator,
        empty(folder),
        signature=signature,
        input_example=example,
        serialization_format=serialization,
        pip_requirements=pinned(serialization, "numpy", "pandas", "scikit-learn", "scipy"),
    )
    add_companion(folder, companion, **(rules or {}))


def add_companion(folder: Path, companion: onnx.ModelProto, **more: object) -> None:
    """Write model.onnx and tell in the MLmodel file which of its outputs is the answer."""
    onnx.checker.check_model(companion)
    onnx.save(companion, folder / "model.onnx")
    outputs = [output.name for output in companion.graph.output]
    flavor = {"data": "model.onnx", "onnx_version": onnx.__version__, "predict_output": outputs[0], **more}
    if "probabilities" in outputs:
        flavor["probabilities_output"] = "probabilities"
    model = Model.load(folder)
    model.add_flavor("onnx", **flavor)
    model.model_size_bytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    model.save(folder / "MLmodel")


def write_labels(folder: Path, labels: list[str]) -> None:
    """Write the class names, in the order of the probabilities."""
    (folder / "labels.json").write_text(json.dumps(labels) + "\n")


def write_notice(folder: Path, notice: str) -> None:
    """Write whose weights these are, and the licence they come under."""
    (folder / "NOTICE").write_text(notice)
    shutil.copy(Path(__file__).with_name("APACHE-2.0.txt"), folder / "LICENSE")


def write_card(
    folder: Path,
    title: str,
    what: str,
    data: str,
    licence: str,
    figures: list[tuple[str, str, float]],
    limits: str,
) -> None:
    """Write the model card. `figures` are (metric, test set, value); evaluate.py measures them again."""
    rows = "\n".join(f"| {metric} | {test} | {value:.4f} |" for metric, test, value in figures)
    text = f"""\
# {title}

{what}

## Training data

{data}

## Licence

{licence}

## Measured

| metric | test set | value |
|---|---|---|
{rows}

## Limits

{limits}

For research and demonstration; not for decisions about people, money or health.
"""
    (folder / CARD).write_text(text)


def read_figures(card: Path) -> list[tuple[str, str, str]]:
    """Read the figures back from a card, as text."""
    lines = card.read_text().split("## Measured", 1)[1].split("## Limits", 1)[0].strip().splitlines()[2:]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
