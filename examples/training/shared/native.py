"""Runs the ONNX file of a model directory the way Switchyard does."""

from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import yaml
from tokenizers import Tokenizer

from shared.sentiment_loader import tokens

BATCH = 64
KINDS = {"tensor(string)": object, "tensor(double)": np.float64, "tensor(float)": np.float32}


@cache
def session(path: Path) -> onnxruntime.InferenceSession:
    """Open a graph with few threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def flavor(folder: Path) -> dict:
    """Read the onnx entry of the MLmodel file."""
    return yaml.safe_load((folder / "MLmodel").read_text())["flavors"]["onnx"]


@cache
def tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer."""
    return Tokenizer.from_file(str(path))


def feeds(graph: onnxruntime.InferenceSession, data: pd.DataFrame | np.ndarray) -> dict[str, np.ndarray]:
    """Make the inputs: a picture tensor as it is, else one matrix or one input a column."""
    inputs = graph.get_inputs()
    if isinstance(data, np.ndarray):
        return {inputs[0].name: data}
    if len(inputs) == 1:
        return {inputs[0].name: data.to_numpy(KINDS[inputs[0].type])}
    return {each.name: data[[each.name]].to_numpy(KINDS[each.type]) for each in inputs}


def run(folder: Path, data: pd.DataFrame | np.ndarray) -> dict[str, np.ndarray]:
    """Run all rows, in batches."""
    entry = flavor(folder)
    graph = session(folder / entry["data"])
    names = [output.name for output in graph.get_outputs()]
    parts = []
    for start in range(0, len(data), BATCH):
        part = data[start : start + BATCH]
        if "tokenizer" in entry:
            fed = tokens(tokenizer(folder / entry["tokenizer"]), part.iloc[:, 0].tolist())
        else:
            fed = feeds(graph, part)
        parts.append(graph.run(names, fed))
    return {name: np.concatenate(part) for name, part in zip(names, zip(*parts, strict=True), strict=True)}


def predict(folder: Path, data: pd.DataFrame | np.ndarray) -> np.ndarray:
    """Give the answer alone: labels, or one number a row."""
    outputs = run(folder, data)
    return outputs[flavor(folder).get("predict_output", "label")].reshape(len(data))
