"""Uploads pictures to the template's service in one request, and prints what it sees: client.py [PICTURE ...]."""

import contextlib
import mimetypes
import os
import sys
from pathlib import Path

import requests

URL = os.environ.get("TEMPLATE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8080')}")
IMAGES = Path(__file__).parents[2] / "images"
PICTURES = [Path(each) for each in sys.argv[1:]] or [IMAGES / "cat-tabby.jpg", IMAGES / "dog.jpg"]


def main() -> None:
    """Send all pictures, and compare the names in the answer with theirs."""
    with contextlib.ExitStack() as stack:
        files = [
            ("image_file", (each.name, stack.enter_context(each.open("rb")), mimetypes.guess_type(each)[0]))
            for each in PICTURES
        ]
        answer = requests.post(f"{URL}/api/v1/model/predict", files=files, timeout=60)
    print(answer.status_code, answer.text)
    answer.raise_for_status()
    data = answer.json()["data"]
    if [each["image_filename"] for each in data] != [picture.name for picture in PICTURES]:
        sys.exit("expected one entry for each picture, in the same order")
    if not all(each["prediction"] for each in data):
        sys.exit("expected a prediction for each picture")


if __name__ == "__main__":
    main()
