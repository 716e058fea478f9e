"""A loaded model, and the two halves of its `predict`: the checks before it, and the model itself."""

from __future__ import annotations

import copy
import inspect
import time
from typing import Any, NamedTuple

from mlflow.pyfunc import PyFuncModel

from switchyard_worker.classifier import Classifier, classifier_in
from switchyard_worker.failures import model_failure
from switchyard_worker.fault_log import log_fault
from switchyard_worker.join import rows_in
from switchyard_worker.parse_body import Parsed
from switchyard_worker.work_log import WorkLog


class Enforced(NamedTuple):
    """What reaches the model after MLflow's checks."""

    data: Any
    params: Any


class Prediction(NamedTuple):
    """What the model gave."""

    value: Any
    probabilities: Any = None
    """One column a class, where they were asked for."""
    infer_ms: float = 0.0


class ScoringModel:
    """A model behind MLflow's `predict`; fails in the gateway's codes."""

    def __init__(self, model: PyFuncModel) -> None:
        self.pyfunc = model
        self.classifier: Classifier | None = classifier_in(model)
        self.log = WorkLog()
        self._enforcer = _enforcer_of(model)
        self._runner = _runner_of(model, self.run)
        self._takes_params = _takes_params(model)

    def predict(self, parsed: Parsed) -> Prediction:
        """The whole of MLflow's `predict`."""
        start = time.perf_counter()
        try:
            value = self._guarded(lambda: self.pyfunc.predict(parsed.data, params=parsed.params))
        finally:
            infer_ms = self._ran(parsed.data, start)
        return Prediction(value, None, infer_ms)

    def enforce(self, parsed: Parsed) -> Enforced:
        """What MLflow's checks make of a request."""
        return self._guarded(lambda: self._enforcer.predict(parsed.data, params=parsed.params))

    def enforce_merged(self, parsed: Parsed) -> Enforced:
        """What MLflow's checks make of several requests as one; raises whatever they raise."""
        return self._enforcer.predict(parsed.data, params=parsed.params)

    @property
    def has_type_hints(self) -> bool:
        """Whether type hints of a model's own code decide what its data are."""
        metadata = self.pyfunc.metadata
        names = ("_is_signature_from_type_hint", "_is_type_hint_from_example")
        return any(getattr(metadata, name, bool)() for name in names)

    def run(self, enforced: Enforced, with_probabilities: bool = False) -> Prediction:
        """What the model makes of data that were checked; raises whatever it raises."""
        start = time.perf_counter()
        data, params = enforced
        predict = self.pyfunc._predict_fn
        try:
            value = predict(data, params=params) if self._takes_params else predict(data)
            scores = self.classifier.probabilities(data) if with_probabilities and self.classifier else None
        finally:
            infer_ms = self._ran(data, start)
        return Prediction(value, scores, infer_ms)

    def run_guarded(self, enforced: Enforced, with_probabilities: bool = False) -> Prediction:
        """The same in the context that MLflow gives to a prediction, failing in the gateway's codes."""
        return self._guarded(lambda: self._runner.predict((enforced, with_probabilities)))

    def _ran(self, data: Any, start: float) -> float:
        """Notes a run, and tells the milliseconds that it took."""
        end = time.perf_counter()
        self.log.ran(rows_in(data), start, end)
        return (end - start) * 1000

    def _guarded(self, work: Any) -> Any:
        try:
            return work()
        except Exception as error:
            log_fault(error)
            raise model_failure(error) from error


def _takes_params(model: PyFuncModel) -> bool:
    params = inspect.signature(model._predict_fn).parameters.get("params")
    return params is not None and params.kind is not inspect.Parameter.VAR_KEYWORD


def _enforcer_of(model: PyFuncModel) -> PyFuncModel:
    """The model with nothing behind MLflow's checks, which look at the signature of what is behind them."""

    def capture(data: Any, params: Any = None) -> Enforced:
        return Enforced(data, params)

    capture.__signature__ = inspect.signature(model._predict_fn)  # type: ignore[attr-defined]
    enforcer = copy.copy(model)
    enforcer._predict_fn = capture
    return enforcer


def _runner_of(model: PyFuncModel, run: Any) -> PyFuncModel:
    """The model without MLflow's checks: what is left of its `predict` is the context of a prediction."""
    runner = copy.copy(model)
    runner._predict = lambda arguments, params: run(*arguments)  # type: ignore[method-assign]
    return runner
