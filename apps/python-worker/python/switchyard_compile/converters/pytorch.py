"""PyTorch, by its own exporter."""

import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from switchyard_compile.companion import Companion
from switchyard_compile.inputs import Inputs, sample_rows
from switchyard_compile.model_folder import ModelFolder, first_line
from switchyard_compile.refused import Refused
from switchyard_compile.requirements import named, needed

OPSET = 20


def tool() -> str:
    """Name what converts, with its version."""
    needed("onnxscript")
    return named("torch")


def convert(folder: ModelFolder, inputs: Inputs) -> Companion:
    """Export a module that takes one array of any number of rows."""
    if inputs.has_texts:
        raise Refused("the signature has columns of texts, which MLflow's PyTorch loader does not take")
    rows = np.asarray(sample_rows(inputs, folder.example()))
    if not inputs.is_array:
        rows = rows.astype(np.float32)
    model = folder.served.get_raw_model()
    try:
        graph = exported(model, np.repeat(rows[:1], 2, axis=0))
    except Refused:
        raise
    except Exception as cause:
        raise Refused(f"{tool()} cannot export {type(model).__name__}: {first_line(cause)}") from cause
    return Companion(graph, tool(), graph.graph.output[0].name, extra={"answer": "frame"})


def exported(model: Any, rows: np.ndarray) -> onnx.ModelProto:
    """Export with a first dimension that is free."""
    import torch

    given = torch.from_numpy(np.ascontiguousarray(rows))
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.onnx"
        torch.onnx.export(
            model.cpu(),
            (given,),
            str(path),
            input_names=["features"],
            output_names=["prediction"],
            dynamic_shapes=[{0: torch.export.Dim("rows")}],
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        made = onnx.load(path)
    if len(made.graph.output) != 1:
        raise Refused(
            f"the module gives {len(made.graph.output)} tensors, where MLflow's PyTorch loader takes one"
        )
    return made
