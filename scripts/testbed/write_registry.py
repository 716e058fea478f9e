"""Writes the sample of the stores' conformance suite through MLflow's own Python client; prints its ids and places.

    write_registry.py URI [--backend URI]

URI is an empty tracking and registry URI of MLflow. The backend is the database or directory behind a server. Run it
with the Python that install.sh made; MLflow's variables say how to get in.
"""

import argparse
import contextlib
import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ.setdefault("LOGNAME", "switchyard")

import mlflow
import sqlalchemy
from mlflow import MlflowClient

# Which stage each version of iris ends in; those left out are deleted.
IRIS = {1: "Archived", 2: "Production", 3: "Production", 9: "Staging", 10: "None"}
ALIASES = {"challenger": "10", "champion": "3", "stable": "3"}


class Writer:
    """Writes one registry."""

    def __init__(self, uri: str) -> None:
        """Make what all versions refer to."""
        mlflow.set_tracking_uri(uri)
        self.client = MlflowClient()
        self.store = self.client._get_registry_client().store  # a source that the client would resolve stays as it is
        self.experiment = self.client.create_experiment("stores")
        self.runs = {name: self.client.create_run(self.experiment).info for name in ("run1", "run2")}
        self.logged = {
            "iris3": self.log("model", "run1"),
            "newer": self.log("model", "run1"),
            "otherRun": self.log("model", "run2"),
            "deleted": self.log("model", "run1"),
        }
        self.client.delete_logged_model(self.logged["deleted"].model_id)

    def log(self, name: str, run: str) -> mlflow.entities.LoggedModel:
        """Log a model without files, later than the one before."""
        time.sleep(0.01)
        return self.client.create_logged_model(self.experiment, name, source_run_id=self.runs[run].run_id)

    def register(self, name: str, source: str | None = None) -> str:
        """Make a version; of a logged model of its own unless told otherwise."""
        source = source or f"models:/{self.log('own', 'run1').model_id}"
        model_id = source.removeprefix("models:/") if source.startswith("models:/m-") else None
        run_id = self.runs["run1"].run_id
        return str(self.store.create_model_version(name, source, run_id=run_id, model_id=model_id).version)

    def iris(self) -> None:
        """Write the model that has everything."""
        self.client.create_registered_model("iris", description="Flowers")
        sources = {1: f"{self.runs['run1'].artifact_uri}/model", 3: f"models:/{self.logged['iris3'].model_id}"}
        for version in range(1, 12):
            self.register("iris", sources.get(version))
        for version, stage in IRIS.items():
            self.client.transition_model_version_stage("iris", str(version), stage, archive_existing_versions=False)
        for alias, version in ALIASES.items():
            self.client.set_registered_model_alias("iris", alias, version)
        for version in set(range(1, 12)) - set(IRIS):
            self.client.delete_model_version("iris", str(version))

    def others(self, odd_name: str) -> None:
        """Write the other models."""
        for name in ("catdog", "empty", 'it\'s "quoted"', odd_name, "sources", "user@corp.com"):
            self.client.create_registered_model(name)
        for name, alias in (("catdog", "cherry"), (odd_name, "champion"), ("user@corp.com", "champion")):
            self.client.set_registered_model_alias(name, alias, self.register(name))
        self.register('it\'s "quoted"')
        logged = f"models:/{self.logged['iris3'].model_id}"
        for source in ("models:/iris/3", f"runs:/{self.runs['run1'].run_id}/model", logged, logged):
            self.register("sources", source)
        mlflow.genai.register_prompt("prompt", "Name the flower {{flower}}.")

    def facts(self, odd_name: str) -> dict:
        """Tell what others must find."""
        versions = [("iris", str(version)) for version in IRIS]
        versions += [(name, "1") for name in ("catdog", 'it\'s "quoted"', odd_name, "user@corp.com")]
        versions += [("sources", version) for version in "1234"]
        return {
            "sources": {f"{name} {v}": self.client.get_model_version_download_uri(name, v) for name, v in versions},
            "runs": {
                key: {"runId": run.run_id, "experimentId": run.experiment_id, "location": run.artifact_uri}
                for key, run in self.runs.items()
            },
            "loggedModels": {
                key: {"modelId": model.model_id, "location": model.artifact_location}
                for key, model in self.logged.items()
            },
            "oddName": odd_name,
            "irisUpdatedMs": self.client.get_registered_model("iris").last_updated_timestamp,
        }


def dangle(backend: str) -> None:
    """Leave an alias of a version that was deleted, as MLflow did before it deleted both."""
    if backend.startswith("file:"):
        alias = Path(url2pathname(urlsplit(backend).path)) / "models" / "iris" / "aliases" / "dangling"
        alias.write_text("11")
        return
    with sqlalchemy.create_engine(backend).begin() as connection:
        workspace = os.environ.get("MLFLOW_WORKSPACE", "default")
        row = {"name": "iris", "alias": "dangling", "version": 11, "workspace": workspace}
        insert = "INSERT INTO registered_model_aliases (name, alias, version, workspace) "
        connection.execute(sqlalchemy.text(insert + "VALUES (:name, :alias, :version, :workspace)"), row)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("uri")
    parser.add_argument("--backend")
    options = parser.parse_args()
    backend = options.backend or options.uri
    odd_name = "o'hara & co #1" if backend.startswith("file:") else "o'hara 100%"
    with contextlib.redirect_stdout(sys.stderr):
        writer = Writer(options.uri)
        writer.iris()
        writer.others(odd_name)
        dangle(backend)
        facts = writer.facts(odd_name)
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
