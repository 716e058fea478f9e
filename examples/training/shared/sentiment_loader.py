"""Answers texts with the ONNX file beside the MLmodel file. MLflow imports this module to serve the model."""

from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MAX_LENGTH = 128
BATCH = 32


def tokens(tokenizer: Tokenizer, texts: list[str]) -> dict[str, np.ndarray]:
    """Encode texts: at most 128 tokens, the closing [SEP] kept, padded with zeros."""
    rows = [encoded.ids for encoded in tokenizer.encode_batch(texts)]
    rows = [row if len(row) <= MAX_LENGTH else row[: MAX_LENGTH - 1] + row[-1:] for row in rows]
    width = max(map(len, rows))
    ids = np.array([row + [0] * (width - len(row)) for row in rows], np.int64)
    mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], np.int64)
    return {"input_ids": ids, "attention_mask": mask}


class Sentiment:
    """Tokenizer and session of one model directory."""

    def __init__(self, folder: Path) -> None:
        """Open both files."""
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])

    def predict(self, frame, params=None) -> np.ndarray:  # noqa: ANN001, ARG002
        """Give one label a row."""
        texts = frame["text"].tolist()
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("text must be a string")
        parts = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        return np.concatenate([self.session.run(["label"], tokens(self.tokenizer, part))[0] for part in parts])


def _load_pyfunc(path: str) -> Sentiment:
    """Load the model directory; MLflow calls this."""
    return Sentiment(Path(path))
