"""What a loaded model says of itself."""

from __future__ import annotations

import os
import platform
import resource
import sys
from typing import Any

import mlflow

from switchyard_worker.open_answer import SCORES
from switchyard_worker.scoring_model import ScoringModel


def description_of(model: ScoringModel, manifest: dict[str, Any], labels: list[str] | None) -> dict[str, Any]:
    """A `ModelDescription` of the gateway's; what is not known is left out."""
    classes = model.classifier.labels if model.classifier else None
    scores = {"output": SCORES, "kind": "probabilities"} if model.classifier and model.classifier.has_scores else None
    known = {"signature": manifest.get("signature"), "labels": labels or classes, "scores": scores}
    return {
        "flavor": flavor_of(manifest),
        "runtime": f"python {platform.python_version()}, mlflow {mlflow.__version__}",
        "inputs": [],
        "outputs": [],
        "task": _task_of(manifest.get("signature")),
        **{name: value for name, value in known.items() if value is not None},
    }


def flavor_of(manifest: dict[str, Any]) -> str:
    """`sklearn` for the loader `mlflow.sklearn`; `python_function` for a model with code of its own."""
    loader = manifest.get("loaderModule")
    name = loader.removeprefix("mlflow.") if loader else next(iter(manifest["flavors"]), "unknown")
    return "python_function" if name.startswith("pyfunc") else name


def memory_bytes() -> int:
    """Resident memory of this process."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def _task_of(signature: dict[str, Any] | None) -> str:
    inputs = (signature or {}).get("inputs") or {}
    if inputs.get("kind") != "columns":
        return "tensor"
    types = [column["type"] for column in inputs["columns"]]
    return "text" if types == [{"kind": "scalar", "type": "string"}] else "table"
