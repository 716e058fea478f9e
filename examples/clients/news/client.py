"""Asks the two model servers of a news platform for the topic and the sentiment of texts: client.py [TEXT ...].

Where USE_MODEL_SERVING is false, or a server is down, the answer is a guess by words.
"""

import os
import sys

import requests

USE_SERVING = os.environ.get("USE_MODEL_SERVING", "true").lower() in ("true", "1", "yes")
TEXTS = sys.argv[1:] or [
    "The chip maker unveiled a faster processor for phones",
    "A wonderful match: the team won the final in the last minute",
]
TASKS = {
    "topic": {
        "url": os.environ.get("CLASSIFICATION_SERVING_URL", "http://127.0.0.1:5001"),
        "labels": ["business", "sports", "technology", "politics", "entertainment", "world"],
        "words": {"technology": ["chip", "phone", "software"], "sports": ["match", "team", "final"]},
        "otherwise": "world",
    },
    "sentiment": {
        "url": os.environ.get("SENTIMENT_SERVING_URL", "http://127.0.0.1:5002"),
        "labels": ["positive", "negative", "neutral"],
        "words": {"positive": ["wonderful", "won", "good"], "negative": ["lost", "awful", "bad"]},
        "otherwise": "neutral",
    },
}


def served(url: str, texts: list[str]) -> list[str] | None:
    """Give the server's predictions, which must be the same for both forms; nothing when it is down."""
    bodies = [
        {"instances": texts},
        {"dataframe_split": {"columns": ["text"], "data": [[text] for text in texts]}},
    ]
    try:
        answers = [requests.post(f"{url}/invocations", json=body, timeout=30) for body in bodies]
    except (requests.ConnectionError, requests.Timeout) as error:
        print(f"{url} is down: {type(error).__name__}", file=sys.stderr)
        return None
    if any(answer.status_code >= 500 for answer in answers):
        print(f"{url} is down: {answers[0].text}", file=sys.stderr)
        return None
    for answer in answers:
        answer.raise_for_status()
    first, second = (answer.json()["predictions"] for answer in answers)
    if first != second:
        sys.exit(f"{url} answers {first} to one form and {second} to the other")
    return first


def guessed(task: dict, text: str) -> str:
    """Give the first label one of whose words is in the text."""
    said = text.lower()
    found = (label for label, words in task["words"].items() if any(word in said for word in words))
    return next(found, task["otherwise"])


def main() -> None:
    """Ask for both."""
    for name, task in TASKS.items():
        predictions = served(task["url"], TEXTS) if USE_SERVING else None
        source = "local" if predictions is None else "model"
        labels = [guessed(task, text) for text in TEXTS] if predictions is None else predictions
        for text, label in zip(TEXTS, labels, strict=True):
            print(f"{name} ({source}): {label}: {text}")
            if label not in task["labels"]:
                sys.exit(f"{label} is none of {task['labels']}")


if __name__ == "__main__":
    main()
