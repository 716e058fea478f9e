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
"""A training job with epochs: the species of a flower.

Reads its parameters as JSON from standard input, learns a logistic regression by stochastic gradient descent, logs loss
and accuracy of each epoch, and registers a version of the model MLFLOW_MODEL_NAME.
"""

import json
import os
import sys

import mlflow
import numpy as np
from mlflow.models import infer_signature
from sklearn.datasets import load_iris
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = {
    "sepal length (cm)": "sepal_length",
    "sepal width (cm)": "sepal_width",
    "petal length (cm)": "petal_length",
    "petal width (cm)": "petal_width",
}


def tell(**what: object) -> None:
    """Tell Switchyard something about the job."""
    print(json.dumps(what), flush=True)


def main() -> None:
    """Train, measure each epoch, and register."""
    parameters = json.load(sys.stdin)
    epochs = parameters.get("epochs", 10)
    seed = parameters.get("random_state")
    name = os.environ.get("MLFLOW_MODEL_NAME", "Iris LR Model")
    iris = load_iris(as_frame=True)
    flowers = iris.data.rename(columns=COLUMNS)
    species = np.array(iris.target_names)[iris.target]
    rows, others, known, hidden = train_test_split(flowers, species, test_size=0.2, stratify=species, random_state=seed)
    scaler = StandardScaler().fit(rows)
    learner = SGDClassifier(
        loss="log_loss",
        learning_rate="constant",
        eta0=parameters.get("learning_rate", 0.05),
        random_state=seed,
    )
    model = Pipeline([("scaler", scaler), ("learner", learner)])
    mlflow.set_experiment(os.environ.get("MLFLOW_EXPERIMENT_NAME", name))
    with mlflow.start_run() as run:
        tell(run_id=run.info.run_id, progress=0, message=f"{len(rows)} flowers to learn from")
        mlflow.log_params(parameters)
        for epoch in range(1, epochs + 1):
            learner.partial_fit(scaler.transform(rows), known, classes=np.unique(species))
            metrics = {
                "loss": log_loss(hidden, model.predict_proba(others)),
                "accuracy": accuracy_score(hidden, model.predict(others)),
            }
            mlflow.log_metrics(metrics, step=epoch)
            tell(progress=0.9 * epoch / epochs, message=f"epoch {epoch} of {epochs}", step=epoch, metrics=metrics)
        example = rows.head(3)
        logged = mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(example, model.predict(example)),
            input_example=example,
            registered_model_name=name,
        )
    tell(model_name=name, version=logged.registered_model_version)


if __name__ == "__main__":
    main()
