"""The tables that models are trained on."""

import numpy as np
import pandas as pd
from sklearn.datasets import load_diabetes, load_iris, load_wine

CITIES = ["Berlin", "Lyon", "Oslo", "São Paulo"]
PLANS = ["basic", "plus", "pro"]
GOOD = ["great", "lovely", "excellent", "delightful", "superb", "très bien", "Überraschend gut"]
BAD = ["awful", "boring", "terrible", "dreadful", "poor", "mauvais", "Übel"]
NEUTRAL = [
    "the film",
    "this phone",
    "a meal",
    "service",
    "it was",
    "I found",
    "really",
    "École",
    "42 times",
    "x",
]


def iris() -> tuple[pd.DataFrame, np.ndarray]:
    """Give flowers and the names of their species."""
    data = load_iris(as_frame=True)
    frame = data.data.rename(columns=lambda name: name.replace(" (cm)", "").replace(" ", "_"))
    return frame, data.target_names[data.target].astype(object)


def wine() -> tuple[pd.DataFrame, np.ndarray]:
    """Give wines and their class, a whole number."""
    data = load_wine(as_frame=True)
    frame = data.data.rename(columns=lambda name: name.replace("/", "_"))
    return frame, data.target.to_numpy()


def diabetes() -> tuple[pd.DataFrame, np.ndarray]:
    """Give patients and how their illness went on."""
    data = load_diabetes(as_frame=True)
    return data.data, data.target.to_numpy()


def customers(missing: bool = True) -> tuple[pd.DataFrame, np.ndarray]:
    """Give customers, with numbers missing here and there, and whether they stayed."""
    random = np.random.default_rng(7)
    rows = 600
    frame = pd.DataFrame(
        {
            "age": random.integers(18, 80, rows).astype(float),
            "income": random.lognormal(10, 0.5, rows).round(2),
            "visits": random.integers(0, 40, rows),
            "city": random.choice(CITIES, rows),
            "plan": random.choice(PLANS, rows),
        }
    )
    score = frame.visits / 20 + (frame.plan == "pro") - (frame.city == "Oslo") + frame.income / 60_000
    stayed = np.where(score + random.normal(0, 0.4, rows) > 1.4, "stays", "leaves").astype(object)
    if missing:
        for name in ("age", "income"):
            frame.loc[random.random(rows) < 0.1, name] = np.nan
    return frame, stayed


def reviews() -> tuple[pd.DataFrame, np.ndarray]:
    """Give texts and what they say."""
    random = np.random.default_rng(8)
    texts, labels = [], []
    for _ in range(500):
        good = bool(random.random() < 0.5)
        words = [*random.choice(NEUTRAL, random.integers(1, 6)), *random.choice(GOOD if good else BAD, 2)]
        random.shuffle(words)
        texts.append(" ".join(words))
        labels.append("positive" if good else "negative")
    return pd.DataFrame({"text": texts}), np.array(labels, dtype=object)


def with_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a table with every twelfth number missing."""
    random = np.random.default_rng(9)
    return frame.mask(random.random(frame.shape) < 1 / 12)
