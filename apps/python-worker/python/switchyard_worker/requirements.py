"""What a model's `requirements.txt` asks for that this interpreter does not have."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

_MOST = 8


def unmet_requirements(directory: Path) -> str:
    """A part of a sentence that names them; empty where there are none."""
    try:
        lines = (directory / "requirements.txt").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    unmet = [each for each in map(_unmet, lines) if each is not None]
    if not unmet:
        return ""
    more = ", …" if len(unmet) > _MOST else ""
    return f"; its requirements.txt asks for {', '.join(unmet[:_MOST])}{more} ({sys.executable})"


def _unmet(line: str) -> str | None:
    try:
        requirement = Requirement(line.partition("#")[0].strip())
    except InvalidRequirement:
        return None
    if requirement.marker is not None and not requirement.marker.evaluate():
        return None
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement.name}{requirement.specifier} (missing)"
    if requirement.specifier.contains(version, prereleases=True):
        return None
    return f"{requirement.name}{requirement.specifier} (here {version})"
