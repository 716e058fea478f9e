# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = [
#   "mlflow==3.17.2",
#   "numpy==2.4.6",
#   "pandas==3.1.1",
#   "scikit-learn==1.9.1",
#   "scipy==1.17.1",
#   "skops==0.16.0",
# ]
# ///
"""A training job: how many rings an abalone's shell has. Its age in years is rings + 1.5.

Reads the forest's parameters as JSON from standard input and the animals from the CSV file that ABALONE_DATA names,
tells its progress as lines of JSON, and registers a version of the model MLFLOW_MODEL_NAME.
"""

import json
import os
import sys

import mlflow
import pandas as pd
from mlflow.models import infer_signature
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

FEATURES = [
    "sex",
    "length",
    "diameter",
    "height",
    "whole_weight",
    "shucked_weight",
    "viscera_weight",
    "shell_weight",
]
STEPS = 10


def tell(**what: object) -> None:
    """Tell Switchyard something about the job."""
    print(json.dumps(what), flush=True)


def read_animals() -> pd.DataFrame:
    """Read the table; end with a sentence when it is not there or lacks a column."""
    path = os.environ.get("ABALONE_DATA")
    if not path:
        sys.exit("set ABALONE_DATA to a CSV file with the columns " + ",".join([*FEATURES, "rings"]))
    animals = pd.read_csv(path)
    missing = [name for name in [*FEATURES, "rings"] if name not in animals.columns]
    if missing:
        sys.exit(f"{path} lacks the columns {','.join(missing)}")
    return animals


def scores(model: Pipeline, rows: pd.DataFrame, part: str) -> dict[str, float]:
    """Measure the model on a part of the animals."""
    predicted = model.predict(rows[FEATURES])
    return {
        f"{part}_mse": mean_squared_error(rows.rings, predicted),
        f"{part}_r2": r2_score(rows.rings, predicted),
    }


def grow(model: Pipeline, rows: pd.DataFrame, validation: pd.DataFrame) -> None:
    """Fit the model; the forest grows a tenth at a time, so that there is something to tell."""
    forest = model["forest"]
    trees = forest.n_estimators
    features = model["columns"].fit_transform(rows[FEATURES])
    forest.set_params(warm_start=True)
    for step in range(1, STEPS + 1):
        forest.set_params(n_estimators=max(1, trees * step // STEPS))
        if step > 1 and forest.n_estimators == len(forest.estimators_):
            continue
        forest.fit(features, rows.rings)
        error = scores(model, validation, "validation")["validation_mse"]
        mlflow.log_metric("validation_mse_while_growing", error, step=forest.n_estimators)
        tell(
            progress=0.9 * step / STEPS,
            message=f"{forest.n_estimators} of {trees} trees",
            step=forest.n_estimators,
            metrics={"validation_mse": error},
        )
    forest.set_params(warm_start=False)


def main() -> None:
    """Train, measure and register."""
    parameters = json.load(sys.stdin)
    name = os.environ.get("MLFLOW_MODEL_NAME", "abalone-forest")
    animals = read_animals()
    rows, validation = train_test_split(animals, test_size=0.2, random_state=parameters.get("random_state"))
    sex = OneHotEncoder(categories=[["F", "I", "M"]])
    model = Pipeline(
        [
            ("columns", ColumnTransformer([("sex", sex, ["sex"])], remainder="passthrough")),
            ("forest", RandomForestRegressor(**parameters, n_jobs=-1)),
        ]
    )
    mlflow.set_experiment(os.environ.get("MLFLOW_EXPERIMENT_NAME", name))
    with mlflow.start_run() as run:
        tell(run_id=run.info.run_id, progress=0, message=f"{len(rows)} animals to learn from")
        mlflow.log_params({**parameters, "train_samples": len(rows), "validation_samples": len(validation)})
        grow(model, rows, validation)
        metrics = {**scores(model, rows, "train"), **scores(model, validation, "validation")}
        mlflow.log_metrics(metrics)
        tell(progress=0.9, message="registering", metrics=metrics)
        example = rows[FEATURES].head(3)
        logged = mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(example, model.predict(example)),
            input_example=example,
            registered_model_name=name,
            skops_trusted_types=["sklearn.tree._tree.Tree"],
        )
    tell(model_name=name, version=logged.registered_model_version)


if __name__ == "__main__":
    main()
