"""Trains an abalone model, shows how far it is, and asks for the age of a shell: client.py [predict].

With `predict` it only asks.
"""

import os
import sys
import time

import requests

URL = os.environ.get("ABALONE_URL", "http://127.0.0.1:8000")
TOKEN = os.environ.get("ABALONE_ADMIN_TOKEN")
LONGEST_S = float(os.environ.get("ABALONE_TRAIN_SECONDS", "600"))
HYPERPARAMETERS = {
    "n_estimators": 50,
    "max_depth": 8,
    "min_samples_split": 4,
    "min_samples_leaf": 2,
    "random_state": 7,
}
SHELL = {
    "sex": "M",
    "length": 0.455,
    "diameter": 0.365,
    "height": 0.095,
    "whole_weight": 0.514,
    "shucked_weight": 0.2245,
    "viscera_weight": 0.101,
    "shell_weight": 0.15,
}


def checked(answer: requests.Response, status: int = 200) -> dict:
    """Give the body of an answer that has the right status."""
    if answer.status_code != status:
        sys.exit(f"{answer.url} answered {answer.status_code}: {answer.text}")
    return answer.json()


def train() -> None:
    """Start a training, and wait until it has succeeded."""
    headers = {"Authorization": f"Bearer {TOKEN}"} if TOKEN else {}
    job = checked(requests.post(f"{URL}/train", json=HYPERPARAMETERS, headers=headers, timeout=30), 202)
    end = time.monotonic() + LONGEST_S
    while job["status"] in ("queued", "running"):
        if time.monotonic() > end:
            sys.exit(f"training takes longer than {LONGEST_S} seconds")
        print(f"training: {job['status']}, {job['progress'] or 0:.0%} {job['message'] or ''}")
        time.sleep(0.5)
        job = checked(requests.get(f"{URL}/train/{job['job_id']}", headers=headers, timeout=30))
    print(f"training: {job['status']}, version {job['version']}, {job['metrics']}")
    if job["status"] != "succeeded":
        sys.exit(job["error"])


def main() -> None:
    """Do all of it."""
    if sys.argv[1:] != ["predict"]:
        train()
    answer = requests.post(f"{URL}/predict", json=SHELL, timeout=30)
    rings = checked(answer)["prediction"]
    print(f"version {answer.headers['X-Model-Version']}: {rings:.1f} rings, about {rings + 1.5:.1f} years")
    if not 1 <= rings <= 40:
        sys.exit("no shell has so many rings")


if __name__ == "__main__":
    main()
