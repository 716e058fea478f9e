"""What Schemathesis must know of the gateway beside its OpenAPI document; each part says why the document cannot."""

from base64 import b64decode
from math import prod
from pathlib import Path

import schemathesis
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

# A PNG of one pixel.
pixel = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM40OAAAAOEAYFmXuFhAAAAAElFTkSuQmCC"
)
images = Path(__file__).parents[3] / "examples" / "images"
schemathesis.openapi.media_type("image/jpeg", st.sampled_from([(images / "dog.jpg").read_bytes()]))
schemathesis.openapi.media_type("image/png", st.sampled_from([pixel]))

# Files of bytes: no schema says what makes one, and the codecs have tests of their own.
OPAQUE = ("application/vnd.apache.parquet", "application/octet-stream")

# Beyond it scikit-learn's float32 models refuse a number; what a model says of itself does not tell that they are such.
LARGEST = 1e30


@schemathesis.hook
def before_load_schema(context, raw_schema):
    for body in raw_schema["components"]["requestBodies"].values():
        content = body["content"]
        for media_type in OPAQUE:
            content.pop(media_type, None)
        # A table in CSV is a text to a schema: the example stands for all of them.
        table = content.pop("text/csv", {})
        if "example" in table:
            content["text/csv"] = {"schema": {"type": "string", "enum": [table["example"]]}}
    # Says how long the JSON in front of bytes is, so it goes with bytes only.
    for item in raw_schema["paths"].values():
        post = item.get("post", {})
        if "parameters" in post:
            post["parameters"] = [each for each in post["parameters"] if not each.get("$ref", "").endswith("headerLength")]


@schemathesis.hook
def before_call(context, case, kwargs):
    patient(case.headers)
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE or not isinstance(case.body, (dict, list)):
        return
    case.body = bounded(case.body)
    if isinstance(case.body, dict):
        fit_columns(case.body)
        fit_columns(case.body.get("inputs"))
        if case.path.endswith("/infer"):
            fit_tensors(case.body["inputs"])


def patient(headers):
    """A deadline of a millisecond is met with 504, which would count as a fault of the server."""
    for name, value in headers.items():
        if name.lower() == "x-request-timeout" and str(value).isdigit() and 1 <= int(value) <= 3_600_000:
            headers[name] = "60000"


def bounded(value):
    if isinstance(value, dict):
        return {key: bounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [bounded(each) for each in value]
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return 1.5 if is_number and abs(value) > LARGEST else value


def fit_columns(inputs):
    """All columns have the same length, which JSON Schema has no word for."""
    if isinstance(inputs, dict) and inputs and all(isinstance(each, list) for each in inputs.values()):
        rows = min(len(each) for each in inputs.values())
        for name in inputs:
            inputs[name] = inputs[name][:rows]


def fit_tensors(inputs):
    """A tensor has as many elements as its shape says, and all have as many rows: JSON Schema cannot say so."""
    for tensor in inputs:
        shape = tensor["shape"]
        if shape:
            shape[0] = 1
        tensor["data"] = (tensor["data"] * prod(shape))[: prod(shape)]
