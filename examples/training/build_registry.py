"""Trains every sample model and builds the registry from nothing, through a real MLflow server."""

import logging
import os
import tempfile
from pathlib import Path

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
os.environ["LOGNAME"] = "switchyard"  # MLflow records the user's name

import mlflow

import train_abalone
import train_iris
import train_topic
from shared import command_line, registry

SCRIPTS = [train_iris, train_abalone, train_topic]


def main() -> None:
    """Train, publish, tidy, replace."""
    parser = command_line.parser(__doc__)
    parser.add_argument("--out", type=Path, default=command_line.REGISTRY, help="the registry (default: %(default)s)")
    options = parser.parse_args()
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "registry"
        built.mkdir()
        samples = []
        for script in SCRIPTS:
            print(script.__doc__.splitlines()[0], flush=True)
            samples += script.train(options.data, Path(scratch) / "models")
        with registry.tracking_server(built):
            experiment = mlflow.MlflowClient().create_experiment(registry.EXPERIMENT)
            for sample in samples:
                registry.publish(sample, experiment)
            for name in dict.fromkeys(sample.name for sample in samples):
                registry.point(name)
        registry.tidy(built)
        registry.replace(built, options.out)


if __name__ == "__main__":
    main()
