"""The process of one model version; the gateway's end of the link is behind fd 3."""

from __future__ import annotations

import os
import signal
import sys
import traceback

# `python -m` looks in the working directory first, which is the gateway's and no place for modules.
if not getattr(sys.flags, "safe_path", False):
    sys.path.pop(0)

from switchyard_worker.link import Link
from switchyard_worker.serve import serve

_LINK_DESCRIPTOR = 3
_QUIET = "--quiet"


def main() -> None:
    """Answers the gateway until it drains this worker or is gone."""
    # The gateway decides when a worker ends: a signal to the whole group must not outrun its drain.
    # A handler, not SIG_IGN, which programs that the model starts would inherit.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: None)
    if _QUIET in sys.argv[1:]:
        silence()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    status = 1
    try:
        link = Link(_LINK_DESCRIPTOR)
        serve(link)
        link.flush()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Threads that a model left behind must not hold the process.
        os._exit(status)


def silence() -> None:
    """Leaves unsaid what a model says, also beside Python: it is asked what nobody would ask it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


if __name__ == "__main__":
    main()
