"""What converters need beside the model's own packages."""

import importlib
import sys
from types import ModuleType

from switchyard_compile.refused import Refused
from switchyard_compile.versions import installed

DISTRIBUTIONS = {"sklearn": "scikit-learn", "yaml": "PyYAML"}


def needed(module: str) -> ModuleType:
    """Import what a converter needs; throws `Refused` that says how to install it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        raise not_installed(missing.name or module) from missing


def not_installed(module: str) -> Refused:
    """Say which package is missing where, and how it is installed."""
    top = module.split(".", 1)[0]
    package = DISTRIBUTIONS.get(top, top)
    return Refused(f"{package} is not installed in {sys.executable}: pip install {package}")


def named(package: str) -> str:
    """Give a package with its version: `skl2onnx 1.20.0`."""
    return f"{package} {installed(package) or ''}".rstrip()
