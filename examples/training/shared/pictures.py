"""Reads pictures as the cat and dog model wants them."""

from pathlib import Path

import numpy as np
from PIL import Image

SIZE = 224
LABELS = ["cat", "dog"]


def load(path: Path, resample: int = Image.Resampling.BILINEAR) -> np.ndarray:
    """Read one picture: RGB, resized to 224 x 224 whatever its shape, uint8."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB").resize((SIZE, SIZE), resample))


def folder(part: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read all pictures below cat/ and dog/, with their labels."""
    paths = [(path, label) for label in LABELS for path in sorted((part / label).glob("*.jpg"))]
    return np.stack([load(path) for path, _ in paths]), np.array([label for _, label in paths])
