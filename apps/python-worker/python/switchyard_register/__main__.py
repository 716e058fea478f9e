"""`python -m switchyard_register --directory DIR --name NAME --version N`: prints the new version as JSON."""

import argparse
import contextlib
import json
import sys
from pathlib import Path

import mlflow
from mlflow import MlflowClient

COMPANION = "companion.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="switchyard_register")
    parser.add_argument("--directory", required=True, help="the model with its companion")
    parser.add_argument("--name", required=True, help="the registered model")
    parser.add_argument("--version", required=True, help="the version that was compiled")
    given = parser.parse_args()
    # MLflow tells of its progress on standard output.
    with contextlib.redirect_stdout(sys.stderr):
        version = register(Path(given.directory), given.name, given.version)
    print(json.dumps({"version": version}))


def register(directory: Path, name: str, version: str) -> str:
    """Logs the directory in a run of its own, beside the run of the version that was compiled."""
    client = MlflowClient()
    run = client.create_run(
        experiment_of(client, name, version),
        run_name=f"compile {name} {version}",
        tags={"switchyard.compiled_from": f"models:/{name}/{version}"},
    )
    client.log_artifacts(run.info.run_id, str(directory), "model")
    client.set_terminated(run.info.run_id)
    tags = {"switchyard.compiled_from": version, **tags_of(directory)}
    return str(mlflow.register_model(f"runs:/{run.info.run_id}/model", name, tags=tags).version)


def experiment_of(client: MlflowClient, name: str, version: str) -> str:
    """The experiment of the version's run, else the default one."""
    run_id = client.get_model_version(name, version).run_id
    return client.get_run(run_id).info.experiment_id if run_id else "0"


def tags_of(directory: Path) -> dict[str, str]:
    record = json.loads((directory / COMPANION).read_text())
    largest = record["verification"]["largestError"]
    return {"switchyard.converter": record["converter"], "switchyard.largest_error": f"{largest:.1e}"}


main()
