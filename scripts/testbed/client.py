"""Does one thing through MLflow's own Python client and prints the outcome as JSON.

    client.py URL models                         every registered model with its aliases
    client.py URL register NAME MODEL_URI ALIAS  a new version, which the alias then means
    client.py URL delete NAME VERSION
    client.py URL predict NAME < BODY            through the deployments client; URL is the endpoint's server
"""

import contextlib
import json
import os
import sys

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ.setdefault("LOGNAME", "switchyard")

import mlflow
from mlflow.deployments import get_deploy_client


def models() -> dict[str, dict[str, str]]:
    """List the models with their aliases."""
    found = mlflow.MlflowClient().search_registered_models()
    return {model.name: {alias: str(version) for alias, version in model.aliases.items()} for model in found}


def register(name: str, uri: str, alias: str) -> str:
    """Make a version and point the alias at it; give its number."""
    version = str(mlflow.register_model(uri, name).version)
    mlflow.MlflowClient().set_registered_model_alias(name, alias, version)
    return version


def delete(name: str, version: str) -> None:
    """Delete a version."""
    mlflow.MlflowClient().delete_model_version(name, version)


def predict(name: str) -> dict:
    """Ask an endpoint."""
    return get_deploy_client(mlflow.get_tracking_uri()).predict(endpoint=name, inputs=json.load(sys.stdin))


COMMANDS = {"models": models, "register": register, "delete": delete, "predict": predict}

if __name__ == "__main__":
    url, command, *arguments = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):
        mlflow.set_tracking_uri(url)
        outcome = COMMANDS[command](*arguments)
    print(json.dumps(outcome))
