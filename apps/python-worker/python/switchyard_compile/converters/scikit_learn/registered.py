"""Which parts of scikit-learn are written here."""

from collections.abc import Callable
from typing import Any

import numpy as np
from skl2onnx import update_registered_converter
from skl2onnx.common.data_types import DoubleTensorType, Int64TensorType, StringTensorType
from sklearn import cluster, ensemble, linear_model, naive_bayes, neural_network, svm, tree
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, PolynomialFeatures

from switchyard_compile.converters.scikit_learn import (
    boosting,
    encoders,
    forests,
    kernels,
    linear,
    network,
    text,
)
from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes, doubles
from switchyard_compile.converters.scikit_learn.fitness import parts

Write = Callable[[ContainerNodes, Any, Any], tuple[str, ...]]

TRANSFORMERS: dict[type, Write] = {
    OneHotEncoder: encoders.one_hot,
    OrdinalEncoder: encoders.ordinal,
    CountVectorizer: text.vectorizer,
    TfidfVectorizer: text.vectorizer,
    SimpleImputer: linear.imputer,
    PolynomialFeatures: kernels.polynomials,
}
REGRESSORS: dict[type, Write] = {
    tree.DecisionTreeRegressor: forests.regression,
    tree.ExtraTreeRegressor: forests.regression,
    ensemble.RandomForestRegressor: forests.regression,
    ensemble.ExtraTreesRegressor: forests.regression,
    ensemble.GradientBoostingRegressor: boosting.gradient_regression,
    ensemble.HistGradientBoostingRegressor: boosting.histogram_regression,
    neural_network.MLPRegressor: network.perceptron_regression,
    svm.SVR: kernels.support_vectors,
    svm.NuSVR: kernels.support_vectors,
}
CLASSIFIERS: dict[type, Write] = {
    linear_model.LogisticRegression: linear.logistic,
    linear_model.LogisticRegressionCV: linear.logistic,
    linear_model.RidgeClassifier: linear.decision,
    linear_model.RidgeClassifierCV: linear.decision,
    linear_model.Perceptron: linear.decision,
    linear_model.SGDClassifier: linear.stochastic,
    svm.LinearSVC: linear.decision,
    tree.DecisionTreeClassifier: forests.classification,
    tree.ExtraTreeClassifier: forests.classification,
    ensemble.RandomForestClassifier: forests.classification,
    ensemble.ExtraTreesClassifier: forests.classification,
    ensemble.GradientBoostingClassifier: boosting.gradient_classification,
    ensemble.HistGradientBoostingClassifier: boosting.histogram_classification,
    naive_bayes.MultinomialNB: kernels.multinomial,
    neural_network.MLPClassifier: network.perceptron_classification,
}
CLUSTERERS: dict[type, Write] = {
    cluster.KMeans: linear.nearest_centre,
    cluster.MiniBatchKMeans: linear.nearest_centre,
}


def conversions() -> dict[type, Callable]:
    """Give the converters that skl2onnx shall call in place of its own."""
    return {
        kind: converter(write)
        for kind, write in (TRANSFORMERS | REGRESSORS | CLASSIFIERS | CLUSTERERS).items()
    }


def shapes() -> dict[type, Callable]:
    """Give what those say of their outputs."""
    return {
        **dict.fromkeys(TRANSFORMERS, transformer_shape),
        **dict.fromkeys(REGRESSORS, regressor_shape),
        **dict.fromkeys(CLASSIFIERS, classifier_shape),
        **dict.fromkeys(CLUSTERERS, clusterer_shape),
    }


def converter(write: Write) -> Callable:
    """Give skl2onnx's form of a converter."""

    def convert(scope: Any, operator: Any, container: Any) -> None:
        nodes = ContainerNodes(scope, container)
        nodes.give(operator, *write(nodes, operator, operator.raw_operator))

    return convert


def transformer_shape(operator: Any) -> None:
    """Say that a transformer gives doubles."""
    operator.outputs[0].type = DoubleTensorType([None, width_of(operator.raw_operator)])


def width_of(model: Any) -> int:
    """Count the columns that a transformer makes."""
    if isinstance(model, CountVectorizer):
        return len(model.vocabulary_)
    if isinstance(model, OneHotEncoder):
        return int(sum(model._n_features_outs))
    if isinstance(model, SimpleImputer):
        if np.asarray(model.statistics_).dtype.kind not in "fiub":
            raise NotImplementedError("a SimpleImputer of texts")
        return int(np.count_nonzero(~np.isnan(np.asarray(model.statistics_, float))))
    if isinstance(model, PolynomialFeatures):
        return int(model.n_output_features_)
    return len(model.categories_)


def regressor_shape(operator: Any) -> None:
    """Say that a regressor gives doubles."""
    operator.outputs[0].type = DoubleTensorType([None, getattr(operator.raw_operator, "n_outputs_", 1)])


def classifier_shape(operator: Any) -> None:
    """Say that a classifier gives classes, and doubles for their probabilities."""
    classes = np.asarray(operator.raw_operator.classes_)
    label = StringTensorType if classes.dtype.kind in "UO" else Int64TensorType
    operator.outputs[0].type = label([None])
    if len(operator.outputs) > 1:
        operator.outputs[1].type = DoubleTensorType([None, len(classes)])


def clusterer_shape(operator: Any) -> None:
    """Say that a clusterer gives the number of a cluster, and doubles for how far each is."""
    operator.outputs[0].type = Int64TensorType([None])
    operator.outputs[1].type = DoubleTensorType([None, operator.raw_operator.n_clusters])


def register(model: Any) -> None:
    """Tell skl2onnx of estimators of other libraries in this model."""
    for part in parts(model):
        library = type(part).__module__.split(".", 1)[0]
        if library == "xgboost":
            from switchyard_compile.converters.trees.xgboost_graph import write_estimator
        elif library == "lightgbm":
            from switchyard_compile.converters.trees.lightgbm_graph import write_estimator
        else:
            continue
        shape = classifier_shape if hasattr(part, "predict_proba") else regressor_shape
        write = foreign(write_estimator)
        options = {
            "zipmap": [True, False, "columns"],
            "nocl": [True, False],
            "output_class_labels": [False, True],
        }
        update_registered_converter(
            type(part), f"Switchyard{type(part).__name__}", shape, converter(write), options=options
        )


def foreign(write_estimator: Callable) -> Write:
    """Give the inputs side by side to a writer that knows no skl2onnx."""

    def write(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
        return write_estimator(nodes, doubles(nodes, operator), model)

    return write
