"""A model of the flavors suite."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from mlflow.models import infer_signature

Rows = pd.DataFrame | np.ndarray
# For a column: the least and the largest number that requests hold, or the texts that they draw from.
Column = tuple[float, float] | list[str]


@dataclass(frozen=True)
class Sample:
    """How one is saved, and what may be asked of it."""

    name: str
    flavor: str
    # Saves it into a folder; gets nothing else.
    save: Callable[[Path], None]
    # By name; for an array its shape stands under "".
    columns: dict[str, Column | list[int]] = field(default_factory=dict)
    # Why it has no companion; nothing where it has one.
    refused: str | None = None

    def entry(self) -> dict[str, object]:
        """Describe it for models.json."""
        return {
            "name": self.name,
            "flavor": self.flavor,
            "compiles": self.refused is None,
            "refused": self.refused,
            "columns": self.columns,
        }


def common(example: Rows, answer: object, requirements: list[str]) -> dict[str, object]:
    """Give what every save_model is told: signature, example, and requirements that need not be inferred."""
    return {
        "signature": infer_signature(example, answer),
        "input_example": example,
        "pip_requirements": ["mlflow", *requirements],
    }


def ranges(frame: pd.DataFrame) -> dict[str, Column]:
    """Give the ranges of a table's columns, a bit wider than they are."""
    found: dict[str, Column] = {}
    for name in frame.columns:
        values = frame[name].dropna()
        if pd.api.types.is_numeric_dtype(values):
            low, high = float(values.min()), float(values.max())
            found[str(name)] = (low - 0.2 * (high - low), high + 0.2 * (high - low))
        else:
            found[str(name)] = [*sorted(set(values))[:20], "never seen", ""]
    return found
