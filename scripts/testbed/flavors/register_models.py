"""Registers the models that write_models.py saved, each in a run of its own, and points the alias `champion` at them.

    register_models.py FOLDER --tracking-uri URI [--only NAME ...]

What is left out of --only is not registered. Run it with the Python that install-flavors.sh made.
"""

import argparse
import json
import logging
import os
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import mlflow
from mlflow import MlflowClient


def register(client: MlflowClient, experiment: str, folder: Path) -> None:
    """Log a folder as a model of a run, and register that."""
    run = client.create_run(experiment).info.run_id
    client.log_artifacts(run, str(folder), "model")
    client.set_terminated(run)
    version = mlflow.register_model(f"runs:/{run}/model", folder.name).version
    client.set_registered_model_alias(folder.name, "champion", str(version))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tracking-uri", required=True)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    logging.disable()
    mlflow.set_tracking_uri(options.tracking_uri)
    client = MlflowClient()
    experiment = client.create_experiment("flavors")
    for entry in json.loads((options.folder / "models.json").read_text()):
        if not options.only or entry["name"] in options.only:
            register(client, experiment, options.folder / entry["name"])


if __name__ == "__main__":
    main()
