"""Models of XGBoost, LightGBM and CatBoost."""

from collections.abc import Iterator
from pathlib import Path

import catboost
import lightgbm
import mlflow.catboost
import mlflow.lightgbm
import mlflow.sklearn
import mlflow.xgboost
import numpy as np
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

import tables
from sample import Sample, common, ranges


def xgboost_samples() -> Iterator[Sample]:
    """XGBoost's two interfaces."""
    rows, target = tables.diabetes()
    rows = tables.with_gaps(rows)
    told = {"objective": "reg:squarederror", "max_depth": 4, "seed": 0, "nthread": 1}
    booster = xgboost.train(told, xgboost.DMatrix(rows, target), num_boost_round=40)

    def save_booster(folder: Path) -> None:
        answer = booster.predict(xgboost.DMatrix(rows.head(5)))
        mlflow.xgboost.save_model(booster, folder, **common(rows.head(5), answer, ["xgboost-cpu"]))

    yield Sample("diabetes-xgboost", "xgboost", save_booster, ranges(rows))
    flowers, species = tables.iris()
    codes = np.unique(species, return_inverse=True)[1]
    classifier = xgboost.XGBClassifier(n_estimators=30, max_depth=3, n_jobs=1, random_state=0).fit(
        flowers, codes
    )

    def save_classifier(folder: Path) -> None:
        told = common(flowers.head(5), classifier.predict(flowers.head(5)), ["xgboost-cpu", "scikit-learn"])
        mlflow.xgboost.save_model(classifier, folder, **told)

    yield Sample("iris-xgboost", "xgboost", save_classifier, ranges(flowers))


def mixed_pipeline() -> Iterator[Sample]:
    """Give a pipeline of scikit-learn that ends in XGBoost."""
    rows, stayed = tables.customers(missing=False)
    encode = ColumnTransformer(
        [("categories", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["city", "plan"])],
        remainder="passthrough",
    )
    pipeline = make_pipeline(
        encode, xgboost.XGBClassifier(n_estimators=30, max_depth=3, n_jobs=1, random_state=0)
    )
    pipeline.fit(rows, (stayed == "stays").astype(int))

    def save(folder: Path) -> None:
        told = common(rows.head(5), pipeline.predict(rows.head(5)), ["scikit-learn", "xgboost-cpu"])
        mlflow.sklearn.save_model(pipeline, folder, serialization_format="cloudpickle", **told)

    yield Sample("customers-xgboost", "sklearn", save, ranges(rows))


def lightgbm_samples() -> Iterator[Sample]:
    """LightGBM's two interfaces, the second with texts for labels, missing numbers and a column of codes."""
    quiet = {"verbosity": -1, "num_threads": 1, "deterministic": True, "seed": 0}
    rows, target = tables.diabetes()
    booster = lightgbm.train({"objective": "regression", **quiet}, lightgbm.Dataset(rows, target), 40)

    def save_booster(folder: Path) -> None:
        mlflow.lightgbm.save_model(
            booster, folder, **common(rows.head(5), booster.predict(rows.head(5)), ["lightgbm"])
        )

    yield Sample("diabetes-lightgbm", "lightgbm", save_booster, ranges(rows))
    customers, stayed = tables.customers()
    customers = customers.assign(city=np.unique(customers.city, return_inverse=True)[1]).drop(columns="plan")
    classifier = lightgbm.LGBMClassifier(
        n_estimators=30, verbose=-1, n_jobs=1, random_state=0, min_child_samples=5
    )
    classifier.fit(customers, stayed, categorical_feature=["city"])

    def save_classifier(folder: Path) -> None:
        answer = classifier.predict(customers.head(5))
        told = common(customers.head(5), answer, ["lightgbm", "scikit-learn"])
        mlflow.lightgbm.save_model(classifier, folder, serialization_format="cloudpickle", **told)

    yield Sample("customers-lightgbm", "lightgbm", save_classifier, ranges(customers))


def catboost_samples() -> Iterator[Sample]:
    """CatBoost, with whole numbers and with texts for labels."""
    options = {"iterations": 40, "depth": 4, "random_seed": 0, "thread_count": 1, "verbose": False}
    options["allow_writing_files"] = False
    rows, target = tables.diabetes()
    regressor = catboost.CatBoostRegressor(**options).fit(tables.with_gaps(rows), target)
    flowers, species = tables.iris()
    classifier = catboost.CatBoostClassifier(**options).fit(flowers, species)
    for name, model, given in (
        ("diabetes-catboost", regressor, rows),
        ("iris-catboost", classifier, flowers),
    ):

        def save(folder: Path, model: object = model, given: object = given) -> None:
            told = common(given.head(5), model.predict(given.head(5)), ["catboost"])
            mlflow.catboost.save_model(model, folder, **told)

        yield Sample(name, "catboost", save, ranges(given))


def samples() -> Iterator[Sample]:
    """Give all of them."""
    yield from xgboost_samples()
    yield from mixed_pipeline()
    yield from lightgbm_samples()
    yield from catboost_samples()
