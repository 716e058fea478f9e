"""The conversation with the gateway: load, batches, drain."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any

from switchyard_worker.frames import BATCH, DRAIN, FAILED, LOAD, READY, Failure
from switchyard_worker.frames import begun_frame, json_frame, read_batch, read_load
from switchyard_worker.link import Link

if TYPE_CHECKING:
    from switchyard_worker.load import Loaded


def serve(link: Link) -> None:
    """Answers frames until it is told to end; returns once all that came before is answered."""
    loaded: Loaded | None = None
    for payload in link.payloads():
        kind = payload[0]
        if kind == LOAD:
            loaded = _load(read_load(payload), link)
            if loaded is None:
                return
        elif kind == BATCH and loaded is not None:
            batch = read_batch(payload)
            if batch.announce:
                link.send(begun_frame(batch.id))
            loaded.answers.take(batch, link)
        elif kind == DRAIN:
            break
    if loaded is not None:
        loaded.answers.finish()


def _load(frame: dict[str, Any], link: Link) -> Loaded | None:
    try:
        loaded = _open(frame, link)
    except Failure as failure:
        link.send(json_frame(FAILED, "failed", error={"code": failure.code, "message": failure.message}))
        return None
    link.send(json_frame(READY, "ready", **loaded.ready))
    return loaded


def _open(frame: dict[str, Any], link: Link) -> Loaded:
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ["_MLFLOW_IS_IN_SERVING_ENVIRONMENT"] = "true"
    try:
        import mlflow.pyfunc  # noqa: F401
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise Failure("load_failed", f"{sys.executable} has no mlflow: {reason}") from error
    try:
        from switchyard_worker.load import load

        return load(frame, link.log)
    except Failure:
        raise
    except Exception as error:
        traceback.print_exc()
        raise Failure("load_failed", f"{type(error).__name__}: {error}") from error
