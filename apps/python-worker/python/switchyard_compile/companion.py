"""A companion as a converter makes it."""

from dataclasses import dataclass, field

import onnx


@dataclass(frozen=True)
class Companion:
    """A graph, and which of its outputs are what."""

    graph: onnx.ModelProto
    converter: str
    predict_output: str
    probabilities_output: str | None = None
    labels: list[str] | None = None
    # Keys of the `onnx` entry that only this kind of model has.
    extra: dict[str, object] = field(default_factory=dict)
