"""A model's directory stays as it is."""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader


def keep_bytecode_out_of(directory: str) -> None:
    """Modules of the model's own are compiled each time: others rely on what lies in its directory."""
    folder = os.path.join(os.path.realpath(directory), "")
    write = SourceFileLoader.set_data

    def set_data(self: SourceFileLoader, path: str, data: bytes, **options: int) -> None:
        if not os.path.realpath(path).startswith(folder):
            write(self, path, data, **options)

    SourceFileLoader.set_data = set_data  # type: ignore[method-assign]
