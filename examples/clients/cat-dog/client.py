"""Asks a cat and dog service how it is, and what is on each picture: client.py [PICTURE ...]."""

import mimetypes
import os
import sys
from pathlib import Path

import requests

URL = os.environ.get("CATDOG_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
IMAGES = Path(__file__).parents[2] / "images"
PICTURES = [Path(each) for each in sys.argv[1:]] or [IMAGES / "cat.jpg", IMAGES / "dog.jpg"]


def main() -> None:
    """Ask for the health once and for each picture once."""
    health = requests.get(f"{URL}/health", timeout=10)
    print("health:", health.status_code, health.json())
    health.raise_for_status()
    labels = health.json()["labels"]
    for picture in PICTURES:
        with picture.open("rb") as file:
            upload = (picture.name, file, mimetypes.guess_type(picture)[0])
            answer = requests.post(f"{URL}/predict", files={"file": upload}, timeout=60)
        print(f"{picture.name}:", answer.status_code, answer.text)
        answer.raise_for_status()
        found = answer.json()
        if found["label"] not in labels or not 0 <= found["confidence"] <= 1:
            sys.exit(f"{picture.name}: expected one of {labels} and a confidence from 0 to 1")


if __name__ == "__main__":
    main()
