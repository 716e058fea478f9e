"""JSON lines on the standard output that the process was started with."""

import json
import os
import sys


class Lines:
    """Writes lines for the caller, and sends whatever libraries print to the standard error instead."""

    def __init__(self) -> None:
        """Take the standard output for itself, below Python too."""
        sys.stdout.flush()
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def write(self, **line: object) -> None:
        """Write one line at once."""
        print(json.dumps(line, allow_nan=False), file=self._out, flush=True)

    def progress(self, sentence: str) -> None:
        """Tell what is being done."""
        self.write(progress=sentence)
