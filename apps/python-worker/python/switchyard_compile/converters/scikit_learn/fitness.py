"""What of scikit-learn has no right companion, though skl2onnx would make one."""

from collections.abc import Iterator
from typing import Any

from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import KNNImputer
from sklearn.pipeline import Pipeline

from switchyard_compile.inputs import Inputs
from switchyard_compile.refused import Refused


def check_fitness(model: Any, inputs: Inputs) -> None:
    """Throw `Refused` for a model that reads its table otherwise than a graph does."""
    first = first_step(model)
    if isinstance(first, CountVectorizer) and not inputs.is_array:
        raise Refused(
            "its vectorizer is given the whole table and reads the names of columns as texts: put it into "
            'ColumnTransformer([("text", vectorizer, "text")])'
        )
    if inputs.is_array and inputs.shape is not None and len(inputs.shape) != 2:
        raise Refused(
            f"the signature says an array of {len(inputs.shape)} dimensions, where scikit-learn takes two"
        )
    if any(isinstance(each, KNNImputer) for each in parts(model)):
        raise Refused("ONNX Runtime ends its process on the graph of a KNNImputer: use a SimpleImputer")
    if inputs.is_array and any(isinstance(each, ColumnTransformer) for each in parts(model)):
        raise Refused(
            "the signature says an array, where its ColumnTransformer takes a table: log it with columns"
        )


def first_step(model: Any) -> Any:
    """Give what sees the input first."""
    while isinstance(model, Pipeline):
        model = model.steps[0][1]
    return model


def last_step(model: Any) -> Any:
    """Give what answers."""
    while isinstance(model, Pipeline):
        model = model.steps[-1][1]
    return model


def parts(model: Any) -> Iterator[Any]:
    """Give an estimator and all that it is made of."""
    yield model
    children = [each for _, each in model.steps] if isinstance(model, Pipeline) else []
    if isinstance(model, ColumnTransformer):
        children = [each for _, each, _ in model.transformers_]
    children += [each for each in vars(model).values() if isinstance(each, BaseEstimator)]
    for child in children:
        if isinstance(child, BaseEstimator):
            yield from parts(child)
