"""Records what a real `mlflow models serve` answers, for every champion of the registry.

Each transcript is a list of {name, contentType, body, status, response, responseContentType}. A server's stack
trace names files of the machine it ran on, so it is replaced by null. Bodies with pictures hold placeholders, see
shared/requests.py.
"""

import argparse
import json
import urllib.error
import urllib.request
from pathlib import Path

import pandas as pd

from shared import registry
from shared.command_line import REGISTRY
from shared.requests import filled, requests_for

TRANSCRIPTS = Path(__file__).parent / "transcripts"


def refuse(constant: str) -> None:
    """Leave an answer with a bare NaN as text: it is no JSON to other readers."""
    raise ValueError(constant)


def post(url: str, content_type: str, body: str) -> dict:
    """Send one request and describe the answer."""
    request = urllib.request.Request(url, body.encode(), {"Content-Type": content_type}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            status, headers, text = answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, headers, text = error.code, error.headers, error.read().decode()
    try:
        response = json.loads(text, parse_constant=refuse)
        if isinstance(response, dict) and "stack_trace" in response:
            response["stack_trace"] = None
    except ValueError:
        response = text
    return {"status": status, "response": response, "responseContentType": headers.get("Content-Type")}


def record(name: str, folder: Path, tracking_uri: str) -> list[dict]:
    """Serve one champion and post every request."""
    port = registry.free_port()
    address = f"http://127.0.0.1:{port}"
    command = ["mlflow", "models", "serve", "-m", f"models:/{name}@champion", "--env-manager", "local"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    environment = {"MLFLOW_TRACKING_URI": tracking_uri, "PYTHONHASHSEED": "0"}  # messages print sets: keep their order
    with registry.process(command, folder, f"{address}/ping", **environment):
        return [
            {"name": what, "contentType": kind, "body": body} | post(f"{address}/invocations", kind, filled(body))
            for what, kind, body in requests_for(name)
        ]


def main() -> None:
    """Record all of them, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", help="only these models")
    parser.add_argument("--registry", type=Path, default=REGISTRY, help="default: %(default)s")
    options = parser.parse_args()
    names = options.models or sorted({version.name for version in registry.versions(options.registry)})
    TRANSCRIPTS.mkdir(exist_ok=True)
    with registry.tracking_server(options.registry) as tracking_uri:
        for name in names:
            entries = record(name, options.registry, tracking_uri)
            text = json.dumps(entries, indent=1, ensure_ascii=False)
            (TRANSCRIPTS / f"{name}.json").write_text(text + "\n")
            statuses = pd.Series([entry["status"] for entry in entries]).value_counts().to_dict()
            print(f"{name}: {len(entries)} requests, {statuses}", flush=True)


if __name__ == "__main__":
    main()
