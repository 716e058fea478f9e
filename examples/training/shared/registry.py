"""A registry on disk: its server, what is put into it and where its files lie."""

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from mlflow.entities import LoggedModelOutput
from mlflow.models import Model

from shared.sample import Sample

EXPERIMENT = "switchyard-samples"
QUIET = {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def process(command: list[str], folder: Path, health: str, **env: str) -> Iterator[None]:
    """Run a server until the block ends; wait for its health address first."""
    programs = Path(sys.executable).parent  # `mlflow models serve` looks for uvicorn there
    server = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **QUIET, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(600):
            if server.poll() is not None:
                raise RuntimeError(f"{' '.join(command)} ended with {server.returncode}")
            with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=2):
                break
            time.sleep(0.2)
        else:
            raise TimeoutError(health)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, 15)
        server.wait()


@contextlib.contextmanager
def tracking_server(folder: Path) -> Iterator[str]:
    """Open the registry in `folder` with `mlflow server`; give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["mlflow", "server", "--backend-store-uri", "sqlite:///mlflow.db"]
    command += ["--artifacts-destination", "./artifacts", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    with process(command, folder, f"{address}/health"):
        mlflow.set_tracking_uri(address)
        yield address


def publish(sample: Sample, experiment: str) -> None:
    """Log one sample in a run of its own and register it."""
    client = MlflowClient()
    tags = {"mlflow.user": "switchyard", "mlflow.source.name": sample.script, "mlflow.source.type": "LOCAL"}
    run = client.create_run(experiment, tags=tags, run_name=sample.folder.name).info
    for key, value in sample.params.items():
        client.log_param(run.run_id, key, value)
    for key, value in sample.metrics.items():
        client.log_metric(run.run_id, key, value)

    if sample.layout == "logged-model":
        uri = log_model(client, sample, run)
    else:
        client.log_artifacts(run.run_id, str(sample.folder), "model")
        uri = f"runs:/{run.run_id}/model"
    client.set_terminated(run.run_id)

    if sample.layout == "runs-uri":  # over plain REST the version keeps the URI; register_model resolves it
        client.create_registered_model(sample.name)
        made = client.create_model_version(sample.name, uri, run.run_id, tags=sample.tags)
    else:
        made = mlflow.register_model(uri, sample.name, tags=sample.tags)
    client.update_model_version(made.name, made.version, sample.description)
    print(f"{made.name} version {made.version}: {made.source}", flush=True)


def log_model(client: MlflowClient, sample: Sample, run: mlflow.entities.RunInfo) -> str:
    """Store a model directory the way `log_model` does in MLflow 3: as a logged model, outside the run."""
    logged = client.create_logged_model(
        run.experiment_id,
        name=sample.folder.name,
        source_run_id=run.run_id,
        tags={"mlflow.user": "switchyard", "mlflow.source.name": sample.script, "mlflow.source.type": "LOCAL"},
        params={key: str(value) for key, value in sample.params.items()},
    )
    description = Model.load(sample.folder)
    description.run_id, description.model_id, description.model_uuid = run.run_id, *[logged.model_id] * 2
    description.artifact_path = logged.artifact_location
    description.save(sample.folder / "MLmodel")
    client.log_model_artifacts(logged.model_id, str(sample.folder))
    client.finalize_logged_model(logged.model_id, "READY")
    client.log_outputs(run.run_id, [LoggedModelOutput(logged.model_id, step=0)])
    return f"models:/{logged.model_id}"


def point(name: str, description: str) -> None:
    """Describe a model and set aliases and stages: the newest version is the champion, then comes the previous."""
    client = MlflowClient()
    client.update_registered_model(name, description)
    newest = max(int(v.version) for v in client.search_model_versions(f"name = '{name}'"))
    client.set_registered_model_alias(name, "champion", str(newest))
    client.transition_model_version_stage(name, str(newest), "Production")
    if newest > 1:
        client.set_registered_model_alias(name, "previous", str(newest - 1))
        client.transition_model_version_stage(name, str(newest - 1), "Archived")


def tidy(folder: Path) -> None:
    """Shrink the database file and leave nothing else beside it."""
    with contextlib.closing(sqlite3.connect(folder / "mlflow.db")) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA page_size = 1024")
        db.execute("VACUUM")
    for rest in folder.glob("mlflow.db-*"):
        rest.unlink()


def replace(built: Path, registry: Path) -> None:
    """Put a newly built registry in the place of an older one; other files there stay."""
    registry.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(registry / "artifacts", ignore_errors=True)
    shutil.copytree(built / "artifacts", registry / "artifacts")
    shutil.copy(built / "mlflow.db", registry / "mlflow.db")


@dataclass(frozen=True)
class Version:
    """A registered version and the directory of its files."""

    name: str
    version: int
    folder: Path

    def __str__(self) -> str:
        """Name it as the tables do."""
        return f"{self.name} v{self.version}"

    @property
    def columns(self) -> list[str]:
        """Name the inputs of its signature."""
        return Model.load(self.folder).get_input_schema().input_names()


def versions(registry: Path) -> list[Version]:
    """Read the registry without a server."""
    query = "SELECT name, version, storage_location FROM model_versions ORDER BY name, version"
    with contextlib.closing(sqlite3.connect(f"file:{registry / 'mlflow.db'}?mode=ro", uri=True)) as db:
        found = []
        for name, version, location in db.execute(query):
            if location.startswith("runs:/"):
                run, rest = location.removeprefix("runs:/").split("/", 1)
                uri = db.execute("SELECT artifact_uri FROM runs WHERE run_uuid = ?", (run,)).fetchone()[0]
                location = f"{uri}/{rest}"
            folder = registry / "artifacts" / location.removeprefix("mlflow-artifacts:").lstrip("/")
            found.append(Version(name, version, folder))
        return found
