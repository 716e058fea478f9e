"""Trains small models of many flavors and saves them through MLflow itself, each as FOLDER/<name>/.

    write_models.py --output FOLDER [--only NAME ...]

FOLDER/models.json lists them: name, flavor, whether each has an ONNX companion (and if not, why), and the
columns of requests: the range of numbers, or texts to draw from; for an array its shape, under an empty name.
Models that FOLDER had before are replaced. Run it with the Python that install-flavors.sh made.
"""

import argparse
import json
import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import boosted_models
import own_models
import sklearn_models
import torch_models
from sample import Sample


def samples() -> Iterator[Sample]:
    """Give every model."""
    families = (sklearn_models, boosted_models, torch_models, own_models)
    return chain.from_iterable(family.samples() for family in families)


def write(sample: Sample, folder: Path) -> None:
    """Save a model in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    sample.save(folder)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--only", nargs="*", default=[], help="names of models to write; all others stay as they are"
    )
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    options.output.mkdir(parents=True, exist_ok=True)
    every = list(samples())
    for sample in every:
        if not options.only or sample.name in options.only:
            write(sample, options.output / sample.name)
    listed = json.dumps([sample.entry() for sample in every], indent=2, ensure_ascii=False)
    (options.output / "models.json").write_text(f"{listed}\n")


if __name__ == "__main__":
    main()
