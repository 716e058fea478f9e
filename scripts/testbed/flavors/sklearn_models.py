"""Models of scikit-learn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mlflow.sklearn
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    GradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.svm import SVC

import tables
from sample import Column, Sample, common, ranges


def sample(
    name: str, model: Any, data: tuple[pd.DataFrame, np.ndarray], served_by: str = "predict"
) -> Sample:
    """Give a fitted model, served by one of its methods."""
    rows, target = data
    model.fit(rows, target)
    columns: dict[str, Column] = ranges(rows)

    def save(folder: Path) -> None:
        told = common(rows.head(5), getattr(model, served_by)(rows.head(5)), ["scikit-learn"])
        mlflow.sklearn.save_model(
            model, folder, pyfunc_predict_fn=served_by, serialization_format="cloudpickle", **told
        )

    return Sample(name, "sklearn", save, columns)


def simple() -> Iterator[Sample]:
    """One estimator each."""
    yield sample("iris-logistic", LogisticRegression(max_iter=500), tables.iris())
    yield sample(
        "iris-probabilities", LogisticRegression(max_iter=500), tables.iris(), served_by="predict_proba"
    )
    yield sample("wine-forest", RandomForestClassifier(60, max_depth=6, random_state=0), tables.wine())
    yield sample("diabetes-forest", RandomForestRegressor(60, max_depth=6, random_state=0), tables.diabetes())
    yield sample(
        "iris-gradient-boosting", GradientBoostingClassifier(n_estimators=30, random_state=0), tables.iris()
    )
    rows, target = tables.diabetes()
    model = HistGradientBoostingRegressor(max_iter=60, random_state=0)
    yield sample("diabetes-gaps", model, (tables.with_gaps(rows), target))
    yield sample("iris-clusters", KMeans(3, n_init=4, random_state=0), tables.iris())
    flowers, _ = tables.iris()
    yield sample("iris-petals", LinearRegression(), (flowers.iloc[:, :2], flowers.iloc[:, 2:].to_numpy()))
    stochastic = make_pipeline(StandardScaler(), SGDClassifier(loss="log_loss", random_state=0))
    yield sample("iris-stochastic", stochastic, tables.iris(), served_by="predict_proba")
    yield sample("iris-neighbours", KNeighborsClassifier(5), tables.iris())
    yield sample("iris-support-vectors", make_pipeline(StandardScaler(), SVC(random_state=0)), tables.iris())
    network = MLPClassifier((16,), max_iter=300, random_state=0)
    yield sample("wine-network", make_pipeline(StandardScaler(), network), tables.wine())


def pipelines() -> Iterator[Sample]:
    """Tables of numbers and texts."""
    customers = tables.customers()
    numbers = ["age", "income", "visits"]
    encode = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
            ("categories", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"]),
        ]
    )
    yield sample("customers-logistic", make_pipeline(encode, LogisticRegression(max_iter=500)), customers)
    ordered = ColumnTransformer(
        [
            (
                "categories",
                OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
                ["city", "plan"],
            )
        ],
        remainder="passthrough",
    )
    forest = RandomForestClassifier(40, max_depth=6, random_state=0)
    yield sample("customers-forest", make_pipeline(ordered, forest), tables.customers(missing=False))
    words = ColumnTransformer([("text", TfidfVectorizer(ngram_range=(1, 2), min_df=3), "text")])
    yield sample("reviews-logistic", make_pipeline(words, LogisticRegression(max_iter=500)), tables.reviews())


def samples() -> Iterator[Sample]:
    """Give all of them."""
    yield from simple()
    yield from pipelines()
