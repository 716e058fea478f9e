"""Writes the models of the parity suite through MLflow itself, each as FOLDER/<name>/{MLmodel,model.onnx}.

    parity_models.py FOLDER

Models that FOLDER had before are replaced. Two runs write the same bytes. Run it with the Python that install.sh made.
"""

import logging
import os
import shutil
import sys
import uuid
import warnings
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import mlflow.onnx
from mlflow.models import Model

from parity import columns, estimators, operators, tensors
from parity.sample import Sample

CREATED = "2026-01-01 00:00:00.000000"
# What MLflow writes for those who would rebuild the environment, and nobody here reads.
DROPPED = ("conda.yaml", "python_env.yaml", "requirements.txt", "input_example.json")


def samples() -> Iterator[Sample]:
    """Give every model."""
    return chain.from_iterable(family.samples() for family in (tensors, estimators, columns, operators))


def write(sample: Sample, folder: Path) -> None:
    """Save a model as MLflow does, with fixed names for what it would draw."""
    mlflow.onnx.save_model(
        sample.graph,
        folder,
        mlflow_model=Model(utc_time_created=CREATED, model_uuid=uuid.uuid5(uuid.NAMESPACE_URL, sample.name).hex),
        signature=sample.signature,
        pip_requirements=[],
        **{"save_as_external_data": False, **sample.options},
    )
    for name in DROPPED:
        (folder / name).unlink(missing_ok=True)
    for file in folder.iterdir():
        file.chmod(0o644)  # ONNX gives external data to its owner alone


def main() -> None:
    """Read the command line, and write them in place of what is there."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    warnings.simplefilter("ignore")
    logging.disable()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for old in filter(Path.is_dir, folder.iterdir()):
        shutil.rmtree(old)
    for sample in samples():
        write(sample, folder / sample.name)


if __name__ == "__main__":
    main()
