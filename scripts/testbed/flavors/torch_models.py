"""Models of PyTorch: one for a table, one for pictures."""

from collections.abc import Iterator
from pathlib import Path

import mlflow.pytorch
import numpy as np
import torch
from torch import nn

import tables
from sample import Sample, common, ranges

PICTURES = [-1, 3, 32, 32]


def trained(network: nn.Module, rows: np.ndarray, target: np.ndarray, steps: int) -> nn.Module:
    """Train a classifier for a few steps."""
    given, wanted = torch.from_numpy(rows), torch.from_numpy(target)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(given), wanted).backward()
        optimizer.step()
    return network.eval()


def table() -> Sample:
    """Give a perceptron that takes a table."""
    rows, species = tables.iris()
    codes = np.unique(species, return_inverse=True)[1]
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3), nn.Softmax(dim=1))
    trained(network, rows.to_numpy(np.float32), codes, 60)

    def save(folder: Path) -> None:
        with torch.no_grad():
            answer = network(torch.from_numpy(rows.head(5).to_numpy(np.float32))).numpy()
        mlflow.pytorch.save_model(
            network, folder, serialization_format="pickle", **common(rows.head(5), answer, ["torch"])
        )

    return Sample("iris-torch", "pytorch", save, ranges(rows))


def pictures() -> Sample:
    """Give a convolutional network that tells stripes that lie from stripes that stand."""
    random = np.random.default_rng(0)
    target = random.integers(0, 2, 64)
    waves = np.sin(np.arange(32) * random.uniform(0.5, 1.5, (64, 1)))[:, None, :, None]
    lying = np.broadcast_to(waves, (64, 3, 32, 32))
    rows = np.where(target[:, None, None, None] == 0, lying, lying.swapaxes(2, 3)) + random.normal(
        0, 0.2, (64, 3, 32, 32)
    )
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Conv2d(8, 16, 3, stride=2),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(16, 2),
    )
    given = rows.astype(np.float32)
    trained(network, given, target, 30)

    def save(folder: Path) -> None:
        with torch.no_grad():
            answer = network(torch.from_numpy(given[:2])).numpy()
        mlflow.pytorch.save_model(
            network, folder, serialization_format="pickle", **common(given[:2], answer, ["torch"])
        )

    return Sample("stripes-torch", "pytorch", save, {"": PICTURES})


def samples() -> Iterator[Sample]:
    """Give both of them."""
    yield table()
    yield pictures()
