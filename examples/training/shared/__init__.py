"""What the training scripts share. MLflow reads these settings when it is imported."""

import os

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")
os.environ["MLFLOW_UV_AUTO_DETECT"] = "false"  # or every model directory gets a copy of this project's lock file
os.environ["LOGNAME"] = "switchyard"  # MLflow records the user's name
