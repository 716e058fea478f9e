"""What a `Content-Type` header says a body is."""

from __future__ import annotations

from switchyard_worker.frames import Failure


def media_type_of(content_type: str) -> str:
    """The media type; fails for a parameter that MLflow would not take."""
    media_type, *pairs = map(str.strip, content_type.split(";"))
    if content_type.strip() == "":
        raise _unsupported(
            "The Content-Type header is missing; it must say what the body is, for instance application/json"
        )
    parameters = {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
    if parameters.get("charset", "utf-8").lower() != "utf-8":
        raise _unsupported("The scoring server only supports UTF-8")
    if unknown := set(parameters) - {"charset"}:
        raise _unsupported(f"Unrecognized content type parameters: {', '.join(sorted(unknown))[:80]}")
    return media_type


def unsupported_body(content_type: str, supported: list[str]) -> Failure:
    """The fault of a body that nobody here reads."""
    return _unsupported(
        f"This predictor only supports the following content types: {', '.join(supported)}."
        f" Got '{content_type[:80]}'."
    )


def _unsupported(message: str) -> Failure:
    return Failure("unsupported_media_type", message)
