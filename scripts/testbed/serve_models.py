"""Serves many models with MLflow's own scoring server, until standard input ends.

    serve_models.py NAME=FOLDER...    each at /NAME/invocations, /NAME/ping, and so on
    serve_models.py @LIST             the same from a file, one a line

Beside them /parquet answers a table as a Parquet file, see parquet_body.py. The address before /NAME is printed once it
answers. Each answer has the bytes that `mlflow models serve` of that model
gives: its server sees a request as it would come to it alone. Run it with the Python that install.sh made.
"""

import argparse
import logging
import os
import socket
import sys
import warnings
from collections.abc import Awaitable, Callable

from parquet_body import parquet_app
from run import ENV, when_input_ends

os.environ.update(ENV)
warnings.simplefilter("ignore")
logging.disable()

import onnxruntime
import uvicorn
from mlflow.pyfunc import load_model, scoring_server

App = Callable[[dict, Callable, Callable], Awaitable[None]]


def serve_each(apps: dict[str, App]) -> App:
    """Hand each request to the server that the first segment of its path names, which does not see that segment."""

    async def serve(scope: dict, receive: Callable, send: Callable) -> None:
        _, name, *rest = scope["path"].split("/", 2)
        raw = b"/" + b"".join(scope["raw_path"].split(b"/", 2)[2:])
        await apps[name]({**scope, "path": "/" + "".join(rest), "raw_path": raw}, receive, send)

    return serve


class Server(uvicorn.Server):
    """A server that says where it is."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Print the address once it answers."""
        await super().startup(sockets)
        host, port = sockets[0].getsockname()
        print(f"http://{host}:{port}", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, fromfile_prefix_chars="@"
    )
    parser.add_argument("models", nargs="+", metavar="NAME=FOLDER")
    models = dict(each.split("=", 1) for each in parser.parse_args().models)
    onnxruntime.set_default_logger_severity(4)
    when_input_ends(lambda: os._exit(0))
    apps = {name: scoring_server.init(load_model(folder)) for name, folder in models.items()}
    apps["parquet"] = parquet_app()
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:  # asyncio sends at once only where it reads TCP
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        Server(uvicorn.Config(serve_each(apps), lifespan="off", log_config=None, access_log=False)).run([listener])


if __name__ == "__main__":
    main()
