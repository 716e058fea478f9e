"""Makes the ONNX companion of an MLflow model.

    python -m switchyard_compile --model DIR --output DIR [--parent PID]
    python -m switchyard_compile --versions

Writes OUTPUT/model.onnx and prints JSON lines: {"progress": …} while it works, and at last {"compiled": …} or
{"refused": "why"}. With --versions it prints what this Python has, and makes nothing.
"""

import argparse
import json
import sys
from pathlib import Path

from switchyard_compile.lines import Lines
from switchyard_compile.parent import end_with
from switchyard_compile.refused import Refused
from switchyard_compile.versions import versions


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--versions", action="store_true", help="say what this Python has, and nothing else")
    parser.add_argument("--model", type=Path, help="directory of the model, with its MLmodel")
    parser.add_argument("--output", type=Path, help="directory that gets model.onnx")
    parser.add_argument("--parent", type=int, help="number of the process that waits for it; it ends with that")
    options = parser.parse_args()
    if options.versions:
        print(json.dumps(versions()))
        return
    if options.model is None or options.output is None:
        parser.error("--model and --output are needed")
    if options.parent is not None:
        end_with(options.parent)
    run(options.model, options.output)


def run(model: Path, output: Path) -> None:
    """Make the companion, or say why there is none."""
    lines = Lines()
    try:
        from switchyard_compile.compile_model import compile_model

        lines.write(compiled=compile_model(model, output, lines))
    except Refused as refused:
        lines.write(refused=str(refused))
    except ModuleNotFoundError as missing:
        # Not a refusal, which is kept: once the model's own modules are installed it ends otherwise.
        sys.exit(str(not_installed(missing.name or "a module")))


def not_installed(module: str) -> Refused:
    """Say what to install."""
    from switchyard_compile.requirements import not_installed as sentence

    return sentence(module)


if __name__ == "__main__":
    main()
