"""Reads the tensors of a file that PyTorch before 1.6 saved, without PyTorch.

Such a file is a row of pickles (a magic number, a version, system facts, the state dict, the keys of its storages)
followed by the storages: a 64-bit count and the raw numbers of each. Only the names a state dict needs are unpickled.
"""

import collections
import pickle
from pathlib import Path

import numpy as np

KINDS = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class StateDict(pickle.Unpickler):
    """Builds a state dict whose tensors are (storage key, kind, offset, shape, stride)."""

    def find_class(self, module: str, name: str) -> object:
        """Allow dictionaries, tensors and the kinds of storage; refuse anything else."""
        if name == "OrderedDict":
            return collections.OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, shape, stride, *_: (*storage, offset, shape, stride)
        if name in KINDS:
            return name
        raise pickle.UnpicklingError(f"{module}.{name}")

    def persistent_load(self, reference: tuple) -> tuple:
        """Note which storage a tensor lies in."""
        _, kind, key, *_ = reference
        return key, kind


def read(path: Path) -> dict[str, np.ndarray]:
    """Read all tensors."""
    with path.open("rb") as file:
        for _ in range(3):
            pickle.load(file)
        state = StateDict(file).load()
        keys = pickle.load(file)
        kinds = {key: KINDS[kind] for key, kind, *_ in state.values()}
        storages = {}
        for key in keys:
            count = int(np.fromfile(file, "<i8", 1)[0])
            storages[key] = np.fromfile(file, kinds[key], count)
    tensors = {}
    for name, (key, _, offset, shape, stride) in state.items():
        storage = storages[key][offset:]
        steps = [step * storage.itemsize for step in stride]
        tensors[name] = np.lib.stride_tricks.as_strided(storage, shape, steps).copy()
    return tensors
