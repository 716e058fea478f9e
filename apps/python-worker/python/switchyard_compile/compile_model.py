"""From a model directory to its companion."""

from pathlib import Path

import numpy as np
import pandas as pd

from switchyard_compile.check import check, runs_without_rows
from switchyard_compile.companion import Companion
from switchyard_compile.converters import converter_of
from switchyard_compile.finish import finished
from switchyard_compile.inputs import Rows, read_inputs, sample_rows
from switchyard_compile.lines import Lines
from switchyard_compile.model_folder import ModelFolder, first_line
from switchyard_compile.refused import Refused
from switchyard_compile.requirements import needed
from switchyard_compile.rules import input_rules


def compile_model(path: Path, output: Path, lines: Lines) -> dict[str, object]:
    """Write the companion and describe it; throws `Refused` where there is none."""
    folder = ModelFolder.read(path)
    needed("onnx")
    converter = converter_of(folder)
    if folder.description.signature is not None and folder.signature.params is not None:
        raise Refused("the model takes params, which change its answers and which no graph takes")
    inputs = read_inputs(folder.signature.inputs)
    lines.progress("loading the model")
    rows = sample_rows(inputs, folder.example())
    sample = first_answer(folder, rows)
    lines.progress(f"converting with {converter.tool()}")
    companion = converter.convert(folder, inputs)
    answer = np.asarray(sample)
    if isinstance(sample, pd.DataFrame) and companion.extra.get("answer") != "frame":
        raise Refused("predict answers a DataFrame, and only arrays can be told as the model tells them")
    graph = finished(companion, answer, len(rows))
    lines.progress("asking the model what it refuses")
    rules = input_rules(folder.served.predict, inputs, rows)
    check(graph, companion, inputs, rows, answer)
    if "no_rows" in rules and not runs_without_rows(graph, companion, inputs, rows):
        del rules["no_rows"]
    output.mkdir(parents=True, exist_ok=True)
    (output / "model.onnx").write_bytes(graph.SerializeToString())
    return {
        "converter": companion.converter,
        "flavor": flavor(companion, answer, rules),
        "labels": companion.labels,
    }


def first_answer(folder: ModelFolder, rows: Rows) -> object:
    """Give the model's own answer to its example."""
    model = folder.served
    try:
        answer = model.predict(rows)
    except ModuleNotFoundError:
        raise
    except Exception as cause:
        raise Refused(f"the model does not answer its own example: {first_line(cause)}") from cause
    if isinstance(answer, np.ndarray | pd.DataFrame):
        return answer
    raise Refused(
        f"predict answers a {type(answer).__name__}, and only arrays can be told as the model tells them"
    )


def flavor(companion: Companion, answer: np.ndarray, rules: dict[str, object]) -> dict[str, object]:
    """Write the `onnx` entry."""
    entry: dict[str, object] = {"data": "model.onnx", "predict_output": companion.predict_output}
    if companion.probabilities_output is not None:
        entry["probabilities_output"] = companion.probabilities_output
    if answer.ndim == 2 and answer.shape[1] == 1:
        entry["answer"] = "array"
    return {**entry, **rules, **companion.extra}
