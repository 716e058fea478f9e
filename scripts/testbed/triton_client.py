"""Asks a gateway of the sample models through the stock client of Triton, and prints what it hears as JSON.

    triton_client.py HOST:PORT
"""

import json
import sys

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

IRIS = {"sepal_length": 6.3, "sepal_width": 3.3, "petal_length": 6.0, "petal_width": 2.5}


def tensor(name: str, values: np.ndarray, binary: bool) -> triton.InferInput:
    """An input of these values."""
    made = triton.InferInput(name, values.shape, np_to_triton_dtype(values.dtype))
    made.set_data_from_numpy(values, binary_data=binary)
    return made


def ask(client: triton.InferenceServerClient, name: str, arrays: dict[str, np.ndarray], **how: bool) -> dict:
    """The outputs of a model, all as lists; asked for by name, or all of them."""
    binary = how["binary"]
    inputs = [tensor(key, values, binary) for key, values in arrays.items()]
    told = client.get_model_metadata(name)["outputs"]
    named = [triton.InferRequestedOutput(each["name"], binary_data=binary) for each in told]
    compression = "gzip" if how.get("compressed") else None
    result = client.infer(
        name,
        inputs,
        outputs=named if how.get("named") else None,
        request_id="7",
        request_compression_algorithm=compression,
    )
    response = result.get_response()
    outputs = {each["name"]: as_list(result.as_numpy(each["name"])) for each in response["outputs"]}
    return {"id": response["id"], "version": response["model_version"], "outputs": outputs}


def as_list(values: np.ndarray) -> list:
    """Texts come as bytes from binary tensors, as texts from JSON."""
    if values.dtype != np.object_:
        return values.tolist()
    return [each.decode() if isinstance(each, bytes) else each for each in values.tolist()]


def failing(client: triton.InferenceServerClient) -> list[str]:
    """What the client says of requests that are refused."""
    heard = []
    for name, arrays in (("nobody", {"x": np.zeros(1)}), ("catdog", {"image": np.zeros((1, 2), np.uint8)})):
        try:
            client.infer(name, [tensor(key, values, True) for key, values in arrays.items()])
        except InferenceServerException as error:
            heard.append(str(error))
    return heard


def main() -> None:
    """Asks all of it."""
    client = triton.InferenceServerClient(sys.argv[1])
    columns = {name: np.array([value]) for name, value in IRIS.items()}
    picture = (np.arange(224 * 224 * 3) ** 2 % 251).astype(np.uint8).reshape(1, 224, 224, 3)
    texts = {"text": np.array(["New chip doubles battery life of phones", "é"], dtype=np.object_)}
    heard = {
        "live": client.is_server_live(),
        "ready": client.is_server_ready(),
        "model ready": [client.is_model_ready(name) for name in ("iris", "nobody")],
        "server": client.get_server_metadata()["name"],
        "index": client.get_model_repository_index(),
        "picture": [],
        "iris": [],
        "topic": [],
        "refused": failing(client),
    }
    for how in (
        {"binary": True},
        {"binary": True, "named": True},
        {"binary": False, "named": True},
        {"binary": True, "compressed": True},
    ):
        heard["iris"].append(ask(client, "iris", columns, **how))
        heard["topic"].append(ask(client, "topic-classification", texts, **how))
        heard["picture"].append(ask(client, "catdog", {"image": picture}, **how))
    client.load_model("iris")
    json.dump(heard, sys.stdout)


main()
