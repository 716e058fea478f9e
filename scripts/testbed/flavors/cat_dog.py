"""Saves a network that tells a cat from a dog, by PyTorch and as its ONNX export: FOLDER/pytorch and FOLDER/onnx.

    cat_dog.py FOLDER CAT_PICTURE DOG_PICTURE

Prints what PyTorch gives for both pictures: by the file's name the softmax over the logits of cat and dog. A picture
is made 224 by 224 pixels large, with its colours from 0 to 1. Run it with the Python that install-flavors.sh made.
"""

import json
import logging
import os
import sys
import warnings
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
logging.disable()
warnings.simplefilter("ignore")

import mlflow.onnx
import mlflow.pytorch
import numpy as np
import onnx
import torch
from mlflow.models import ModelSignature
from mlflow.types import Schema, TensorSpec
from PIL import Image
from torch import nn

PICTURES = Schema([TensorSpec(np.dtype(np.float32), [-1, 3, 224, 224])])
CERTAINTY = 2.0


def tensor_of(picture: Path) -> torch.Tensor:
    """Read a picture as the network takes it, as the only row of a batch."""
    pixels = Image.open(picture).convert("RGB").resize((224, 224), Image.Resampling.BILINEAR)
    return torch.from_numpy(np.asarray(pixels, dtype=np.float32) / 255).permute(2, 0, 1)[None].contiguous()


def network_for(cat: torch.Tensor, dog: torch.Tensor) -> nn.Module:
    """Give a network whose features see colours, and whose last layer stands between the two pictures."""
    torch.manual_seed(4)
    features = nn.Sequential(
        nn.Conv2d(3, 8, 5, stride=4),
        nn.ReLU(),
        nn.Conv2d(8, 16, 3, stride=2),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
    )
    last = nn.Linear(16, 2)
    with torch.no_grad():
        # Grey weighs nothing, so that the pictures are far apart and the last layer need not amplify much.
        features[0].weight.sub_(features[0].weight.mean(1, keepdim=True))
        one, other = features(cat)[0], features(dog)[0]
        apart, middle = one - other, (one + other) / 2
        weight = CERTAINTY * apart / apart.square().sum()
        last.weight.copy_(torch.stack([weight, -weight]))
        last.bias.copy_(torch.stack([-weight @ middle, weight @ middle]))
    return nn.Sequential(features, last).eval()


def exported(network: nn.Module, row: torch.Tensor, folder: Path) -> onnx.ModelProto:
    """Export it with a free number of rows."""
    path = folder / "export.onnx"
    torch.onnx.export(
        network,
        (row.repeat(2, 1, 1, 1),),
        str(path),
        input_names=["pixels"],
        output_names=["logits"],
        dynamic_shapes=[{0: torch.export.Dim("rows")}],
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    made = onnx.load(path)
    path.unlink()
    return made


def save(network: nn.Module, row: torch.Tensor, folder: Path) -> None:
    """Save both flavors."""
    signature = ModelSignature(PICTURES, Schema([TensorSpec(np.dtype(np.float32), [-1, 2])]))
    common = {"signature": signature, "pip_requirements": ["mlflow"]}
    mlflow.pytorch.save_model(
        network, folder / "pytorch", serialization_format="pickle", input_example=row.numpy(), **common
    )
    mlflow.onnx.save_model(exported(network, row, folder), folder / "onnx", **common)


def main() -> None:
    """Read the command line."""
    folder, *pictures = map(Path, sys.argv[1:])
    rows = [tensor_of(each) for each in pictures]
    network = network_for(*rows)
    save(network, rows[0], folder)
    with torch.no_grad():
        answers = [torch.softmax(network(row), dim=1)[0].tolist() for row in rows]
    print(json.dumps({picture.name: answer for picture, answer in zip(pictures, answers, strict=True)}))


if __name__ == "__main__":
    main()
