"""Asks an iris model for the species of flowers, as `mlflow models serve` takes them: client.py [PAYLOAD_FILE].

The payload is what `mlflow.models.validate_serving_input(model_uri, payload)` takes, and what MLflow keeps beside a
model as serving_input_example.json.
"""

import json
import os
import sys
from pathlib import Path

import requests

URL = os.environ.get("IRIS_URL", f"http://127.0.0.1:{os.environ.get('PORT', '1234')}")
EXAMPLE = Path(__file__).with_name("serving_input_example.json")
PAYLOAD = Path(sys.argv[1] if len(sys.argv) > 1 else EXAMPLE).read_text()
FLOWERS = {
    "dataframe_split": {
        "columns": ["sepal_length", "sepal_width", "petal_length", "petal_width"],
        "data": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]],
    }
}


def main() -> None:
    """Ask for a frame of flowers, and for the payload as it stands."""
    for name, body in {"dataframe_split": json.dumps(FLOWERS), "serving input": PAYLOAD}.items():
        headers = {"Content-Type": "application/json"}
        answer = requests.post(f"{URL}/invocations", data=body, headers=headers, timeout=30)
        print(f"{name}:", answer.status_code, answer.text)
        answer.raise_for_status()
        rows = len(json.loads(body)["dataframe_split"]["data"])
        if len(answer.json()["predictions"]) != rows:
            sys.exit(f"{name}: expected {rows} predictions")


if __name__ == "__main__":
    main()
