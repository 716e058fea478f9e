"""Trains every sample model and builds the registry from nothing, through a real MLflow server."""

import logging
import tempfile
import warnings
from pathlib import Path

from shared import command_line, registry  # isort: skip (settings before mlflow)

import mlflow

import train_abalone
import train_catdog
import train_iris
import train_sentiment
import train_topic

SCRIPTS = [train_iris, train_abalone, train_topic, train_sentiment, train_catdog]


def main() -> None:
    """Train, publish, tidy, replace."""
    parser = command_line.parser(__doc__)
    parser.add_argument("--out", type=Path, default=command_line.REGISTRY, help="the registry (default: %(default)s)")
    options = parser.parse_args()
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", "(?s).*stage", FutureWarning)  # stages are old, and still in use
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "registry"
        built.mkdir()
        samples, descriptions = [], {}
        for script in SCRIPTS:
            what = script.__doc__.splitlines()[0]
            print(what, flush=True)
            made = script.train(options.data, Path(scratch) / "models")
            samples += made
            descriptions[made[0].name] = what
        with registry.tracking_server(built):
            experiment = mlflow.MlflowClient().create_experiment(registry.EXPERIMENT)
            for sample in samples:
                registry.publish(sample, experiment)
            for name, what in descriptions.items():
                registry.point(name, what)
        registry.tidy(built)
        registry.replace(built, options.out)


if __name__ == "__main__":
    main()
