"""Does one thing through MLflow's own Python client and prints the outcome as JSON.

    client.py URL models                         every registered model with its aliases
    client.py URL register NAME MODEL_URI ALIAS  a new version, which the alias then means
    client.py URL log-folder FOLDER              a run that has the saved model as its artifact `model`; its id and place
    client.py URL stage NAME VERSION STAGE       puts a version into a stage, and out of it who was there
    client.py URL history RUN METRIC             the values of a metric, by their steps
    client.py URL delete NAME VERSION
    client.py URL delete-model NAME
    client.py URL set-alias NAME ALIAS VERSION
    client.py URL delete-alias NAME ALIAS
    client.py URL log FACTOR [MEGABYTES]         a logged ONNX model that multiplies rows of four numbers; its URI
    client.py URL log-odd KIND                   one that no gate should pass: `wide` takes rows of five numbers,
                                                 `broken` fails on its own input example; or that fails later:
                                                 `limited` fails on rows whose first number is 1 or more
    client.py URL predict NAME < BODY            through the deployments client; URL is the endpoint's server
    client.py URL endpoints                      what the deployments client lists, and says of each
    client.py URL score SERVER FORM DATA [PARAMS] through the scoring server's client: DATA is a `frame`'s columns,
                                                 an `array`, a `list` or a `text`, as JSON
    client.py URL ready SERVER                   waits for a scoring server; its version
    client.py URL serving-examples               what MLflow makes of the examples in serving_examples.py
    client.py URL validate MODEL_URI BODY        what a model predicts of such a body, without a server
    client.py URL use ANOTHER_URL                from here on; only in a session
    client.py URL session                        all of these, each a JSON list on a line of standard input;
                                                 its outcome, or {"error": ...}, is a line of standard output
"""

import contextlib
import io
import json
import os
import sys
from urllib.parse import urlsplit

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ.setdefault("LOGNAME", "switchyard")

import mlflow
from mlflow.deployments import get_deploy_client


def models() -> dict[str, dict[str, str]]:
    """List the models with their aliases."""
    found = mlflow.MlflowClient().search_registered_models()
    return {model.name: {alias: str(version) for alias, version in model.aliases.items()} for model in found}


def register(name: str, uri: str, alias: str) -> str:
    """Make a version and point the alias at it; give its number."""
    version = str(mlflow.register_model(uri, name).version)
    mlflow.MlflowClient().set_registered_model_alias(name, alias, version)
    return version


def log_folder(folder: str) -> dict[str, str]:
    """Log a saved model as `model` of a run, of the experiment that the variables name."""
    with mlflow.start_run() as run:
        mlflow.log_artifacts(folder, "model")
    return {"run_id": run.info.run_id, "artifact_uri": run.info.artifact_uri}


def stage(name: str, version: str, to: str) -> None:
    """Promote a version by its stage."""
    mlflow.MlflowClient().transition_model_version_stage(name, version, to, archive_existing_versions=True)


def history(run: str, metric: str) -> dict[str, float]:
    """Give every value of a metric."""
    return {str(each.step): each.value for each in mlflow.MlflowClient().get_metric_history(run, metric)}


def delete(name: str, version: str) -> None:
    """Delete a version."""
    mlflow.MlflowClient().delete_model_version(name, version)


def delete_model(name: str) -> None:
    """Delete a registered model and its versions."""
    mlflow.MlflowClient().delete_registered_model(name)


def set_alias(name: str, alias: str, version: str) -> None:
    """Point an alias at a version."""
    mlflow.MlflowClient().set_registered_model_alias(name, alias, version)


def delete_alias(name: str, alias: str) -> None:
    """Take an alias away."""
    mlflow.MlflowClient().delete_registered_model_alias(name, alias)


def log(factor: str, megabytes: str = "0") -> str:
    """Log a model that multiplies; so many megabytes of noise make it as large as a real one."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    example = np.array([[1, 2, 3, 4]], dtype=np.float32)
    noise = np.random.default_rng(int(factor)).integers(0, 256, int(megabytes) * 2**20, dtype=np.uint8)
    graph = helper.make_graph(
        [helper.make_node("Mul", ["x", "factor"], ["y"])],
        "multiply",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 4])],
        [numpy_helper.from_array(np.float32(factor), "factor"), numpy_helper.from_array(noise, "noise")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    signature = mlflow.models.infer_signature(example, {"y": example * np.float32(factor)})
    with mlflow.start_run():
        logged = mlflow.onnx.log_model(model, name="multiply", signature=signature, input_example=example)
    return logged.model_uri


def log_odd(kind: str) -> str:
    """Log a model that multiplies by three, which looks its rows' first number up in a table of one."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    width = 5 if kind == "wide" else 4
    example = np.arange(width, dtype=np.float32).reshape(1, width) + (1 if kind == "broken" else 0)
    nodes = [
        helper.make_node("Slice", ["x", "zero", "one", "one"], ["column"]),
        helper.make_node("Cast", ["column"], ["index"], to=TensorProto.INT64),
        helper.make_node("Gather", ["table", "index"], ["found"]),
        helper.make_node("Mul", ["x", "found"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        kind,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", width])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", width])],
        [
            numpy_helper.from_array(np.array([3], dtype=np.float32), "table"),
            numpy_helper.from_array(np.array([0]), "zero"),
            numpy_helper.from_array(np.array([1]), "one"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    signature = mlflow.models.infer_signature(example, {"y": example})
    with mlflow.start_run():
        logged = mlflow.onnx.log_model(model, name=kind, signature=signature, input_example=example)
    return logged.model_uri


def predict(name: str) -> dict:
    """Ask an endpoint."""
    return get_deploy_client(mlflow.get_tracking_uri()).predict(endpoint=name, inputs=json.load(sys.stdin))


def endpoints() -> list[dict]:
    """List the endpoints, each of which is also asked for alone."""
    client = get_deploy_client(mlflow.get_tracking_uri())
    listed = client.list_endpoints()
    if [client.get_endpoint(each.name) for each in listed] != listed:
        raise ValueError("an endpoint is described otherwise alone than in the list")
    return [each.model_dump() for each in listed]


def scoring_client(server: str) -> object:
    """Give MLflow's client of a scoring server."""
    from mlflow.pyfunc.scoring_server.client import ScoringServerClient

    place = urlsplit(server)
    return ScoringServerClient(place.hostname, place.port)


def ready(server: str) -> str:
    """Wait until a scoring server answers."""
    client = scoring_client(server)
    client.wait_server_ready(timeout=20)
    return client.get_version()


def score(server: str, form: str, data: str, params: str = "null") -> dict:
    """Ask a scoring server, and have its answer read."""
    import numpy as np
    import pandas as pd

    forms = {"frame": pd.DataFrame, "array": np.array, "list": list, "text": str}
    answer = scoring_client(server).invoke(forms[form](json.loads(data)), params=json.loads(params))
    frame = answer.get_predictions()
    return {"answer": dict(answer), "frame": frame.to_dict("split"), "array": answer.get_predictions("ndarray").tolist()}


def serving_examples() -> dict[str, dict[str, str]]:
    """Convert each example; none for what MLflow does not convert."""
    from mlflow.models import convert_input_example_to_serving_input
    from serving_examples import EXAMPLES

    return {
        model: {name: convert_input_example_to_serving_input(example) for name, example in examples.items()}
        for model, examples in EXAMPLES.items()
    }


def validate(uri: str, body: str) -> str:
    """Predict as MLflow does to see whether a body fits a model; the answer that its server would write."""
    from mlflow.models import validate_serving_input
    from mlflow.pyfunc.scoring_server import predictions_to_json

    written = io.StringIO()
    predictions_to_json(validate_serving_input(uri, body), written)
    return written.getvalue()


def use(url: str) -> None:
    """Ask another registry from here on."""
    mlflow.set_tracking_uri(url)


COMMANDS = {
    "models": models,
    "register": register,
    "log-folder": log_folder,
    "stage": stage,
    "history": history,
    "delete": delete,
    "delete-model": delete_model,
    "set-alias": set_alias,
    "delete-alias": delete_alias,
    "log": log,
    "log-odd": log_odd,
    "predict": predict,
    "endpoints": endpoints,
    "ready": ready,
    "score": score,
    "serving-examples": serving_examples,
    "validate": validate,
    "use": use,
}


def run(command: str, *arguments: str) -> object:
    """Run one command; whatever MLflow prints goes to standard error."""
    with contextlib.redirect_stdout(sys.stderr):
        return COMMANDS[command](*arguments)


def session() -> None:
    """Run the commands that come on standard input."""
    for line in sys.stdin:
        try:
            outcome = run(*json.loads(line))
        except Exception as error:
            outcome = {"error": str(error)}
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    url, *command = sys.argv[1:]
    mlflow.set_tracking_uri(url)
    if command == ["session"]:
        session()
    else:
        print(json.dumps(run(*command)))
