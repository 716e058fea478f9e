"""Runs a real MLflow program until standard input ends; nothing that it started outlives it.

    run.py server [--directory FOLDER] [--port PORT]   the sample registry, in FOLDER or a copy of its own
                  [--static-prefix /PATH]
    run.py serve MODEL_URI --tracking-uri URI          `mlflow models serve`, without another environment

What else stands there is handed on, such as `--artifacts-destination s3://models`; it wins over what is said here.

Its address is printed once it answers. Run it with the Python that install.sh made.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from free_port import free_port

REGISTRY = Path(__file__).parents[2] / "examples" / "registry"
ENV = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    "PYTHONUNBUFFERED": "1",
}


def server(folder: Path, more: list[str]) -> list[str]:
    """Give the arguments of a tracking server over a registry, which is copied into an empty folder."""
    if "--artifacts-only" in more:
        return ["server", "--workers", "1", *more]
    if not (folder / "mlflow.db").exists():
        shutil.copytree(REGISTRY, folder, dirs_exist_ok=True)
    arguments = ["server", "--backend-store-uri", f"sqlite:///{folder / 'mlflow.db'}", "--workers", "1"]
    return [*arguments, "--artifacts-destination", str(folder / "artifacts"), *more]


def when_input_ends(act: Callable[[], object]) -> None:
    """Act when standard input ends."""

    def wait() -> None:
        while os.read(0, 1024):  # `sys.stdin` would be locked, and a program that fails could not end by itself
            pass
        act()

    threading.Thread(target=wait, daemon=True).start()


def wait_for(address: str, program: subprocess.Popen) -> None:
    """Return when the address answers 200; fail when the program ends or after three minutes."""
    for _ in range(900):
        if program.poll() is not None:
            sys.exit(f"{program.args[3]} ended with {program.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    sys.exit(f"{address} does not answer")


def run(arguments: list[str], port: int, folder: str, prefix: str = "", **env: str) -> None:
    """Run MLflow, print its address, and end all of its processes when standard input or it ends."""
    address = f"http://127.0.0.1:{port}{prefix}"
    programs = Path(sys.executable).parent  # `mlflow models serve` looks for uvicorn there
    program = subprocess.Popen(
        [sys.executable, "-m", "mlflow", *arguments, "--host", "127.0.0.1", "--port", str(port)],
        cwd=folder,
        env={**os.environ, **ENV, **env, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,
    )

    def end() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)

    when_input_ends(end)
    try:
        wait_for(f"{address}/health", program)
        print(address, flush=True)
        program.wait()
    finally:
        end()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for_server = commands.add_parser("server")
    for_server.add_argument("--directory", type=Path)
    for_server.add_argument("--port", type=int, default=0)
    for_server.add_argument("--static-prefix", default="")
    for_serve = commands.add_parser("serve")
    for_serve.add_argument("model_uri")
    for_serve.add_argument("--tracking-uri", required=True)
    options, more = parser.parse_known_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as scratch:
        if options.command == "server":
            prefix = options.static_prefix
            more += ["--static-prefix", prefix] if prefix else []
            arguments = server(options.directory or Path(scratch), more)
            run(arguments, options.port or free_port(), scratch, prefix)
        else:
            arguments = ["models", "serve", "-m", options.model_uri, "--env-manager", "local", *more]
            run(arguments, free_port(), scratch, MLFLOW_TRACKING_URI=options.tracking_uri)


if __name__ == "__main__":
    main()
