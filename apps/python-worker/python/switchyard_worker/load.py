"""A model directory as a model that answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple, Union

import mlflow.pyfunc
from mlflow.exceptions import MlflowException
from mlflow.pyfunc import scoring_server

from switchyard_worker.answer_alone import AloneAnswers
from switchyard_worker.answer_joined import JoinedAnswers
from switchyard_worker.bounded_logs import bound_logs
from switchyard_worker.describe import description_of, memory_bytes
from switchyard_worker.failures import summary_of
from switchyard_worker.frames import Failure
from switchyard_worker.keep_files import keep_bytecode_out_of
from switchyard_worker.load_warnings import Log, warnings_as_log
from switchyard_worker.question import Style
from switchyard_worker.requirements import unmet_requirements
from switchyard_worker.scoring_model import ScoringModel
from switchyard_worker.share_runs import rows_per_run
from switchyard_worker.warm_up import example_body, rehearse


class Loaded(NamedTuple):
    """A model that answers, and what it says of itself."""

    answers: Union[AloneAnswers, JoinedAnswers]
    ready: dict[str, Any]


def load(frame: dict[str, Any], log: Log) -> Loaded:
    """Loads a model as MLflow does, decides how it runs and warms it up; fails with `load_failed`."""
    directory, manifest, options = frame["directory"], frame["manifest"], frame["options"]
    keep_bytecode_out_of(directory)
    with warnings_as_log(log):
        model = ScoringModel(_load_model(directory))
    example = example_body(directory, manifest, log)
    max_rows = rows_per_run(model, manifest, options, example)
    style = Style(options["json"], options.get("labels"), frame["served"])
    answers = AloneAnswers(model, style) if max_rows == 0 else JoinedAnswers(model, style, max_rows)
    warm_run_ms = rehearse(answers, example, log)
    bound_logs()
    ready = {
        "description": description_of(model, manifest, options.get("labels")),
        "threads": 0,
        "warmRunMs": warm_run_ms,
        "memoryBytes": memory_bytes(),
        "frames": answers.frames,
    }
    return Loaded(answers, ready)


def _load_model(directory: str) -> mlflow.pyfunc.PyFuncModel:
    if not (Path(directory) / "MLmodel").is_file():
        raise Failure("load_failed", f"there is no MLmodel in {directory}")
    if not hasattr(scoring_server, "_parse_json_data"):
        raise Failure(
            "load_failed", f"mlflow {mlflow.__version__} in {sys.executable} is too old to serve models here"
        )
    try:
        return mlflow.pyfunc.load_model(directory)
    except MlflowException as error:
        raise Failure("load_failed", error.message) from error
    except Exception as error:
        message = f"{summary_of(error)}{unmet_requirements(Path(directory))}"
        raise Failure("load_failed", message) from error
