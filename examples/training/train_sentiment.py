"""Sentiment of a text: a small sentence encoder and logistic regression over the means of all its layers."""

from pathlib import Path

import mlflow.pyfunc
import numpy as np
import onnxruntime
import pandas as pd
from onnx import ModelProto, TensorProto, helper
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from tokenizers import Tokenizer

from shared import command_line, sentiment_loader
from shared.encoder import INPUTS, LAYERS, MAX_LENGTH, WIDTH, encode, published
from shared.graph import GraphBuilder, Range, measure
from shared.sample import Sample, add_companion, columns, empty, pinned, write_card, write_labels, write_notice

PARAMS = {"encoder": "all-MiniLM-L6-v2", "C": 0.001, "max_length": MAX_LENGTH, "calibration_texts": 256}
DATA = """\
Short texts in English, a union of public research sets: news sentences (NewsMTSC), financial news \
(FinancialPhraseBank), film reviews (Stanford Sentiment Treebank), tweets to airlines, tweets and product reviews \
rated for VADER, tweets (SemEval-2017). Near duplicates between training and test rows were removed."""
LICENCE = """\
Encoder: sentence-transformers/all-MiniLM-L6-v2, Apache License 2.0, see NOTICE; its weights were rounded to int8. \
The texts are for research, several sets for non-commercial use only (FinancialPhraseBank CC BY-NC-SA 3.0, airline \
tweets CC BY-NC-SA 4.0). None of the texts is part of this directory; the head holds 6,915 numbers."""
LIMITS = """\
English only, at most 128 word pieces, the rest is cut off. The sets disagree about what neutral means, and the news \
sets label the stance towards a person or from an investor's view, so about one text in four is wrong; irony fails."""
NOTICE = """\
This directory holds a modified form of all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2),
by the authors of Sentence Transformers, licensed under the Apache License, Version 2.0. It builds on
nreimers/MiniLM-L6-H384-uncased and microsoft/MiniLM-L12-H384-uncased (MIT).
Changes: written as an ONNX graph, weights rounded to int8, positions beyond 128 and the pooler removed, a classifier
added. tokenizer.json is the original without its padding and truncation settings.
"""


def features(session: onnxruntime.InferenceSession, tokenizer: Tokenizer, texts: pd.Series) -> np.ndarray:
    """Encode all texts, short ones together."""
    order = texts.str.len().to_numpy().argsort(kind="stable")
    found = np.empty((len(texts), LAYERS * WIDTH), np.float32)
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        found[rows] = session.run(None, sentiment_loader.tokens(tokenizer, texts.iloc[rows].tolist()))[0]
    return found


def headless(weights: dict[str, np.ndarray], ranges: list[Range] | None = None) -> tuple[GraphBuilder, str]:
    """Make the encoder alone."""
    graph = GraphBuilder(ranges)
    return graph, encode(graph, weights)


def quantised_ranges(weights: dict[str, np.ndarray], tokenizer: Tokenizer, texts: list[str]) -> list[Range]:
    """Measure what goes into each product of the encoder in float32."""
    graph, mean = headless(weights)
    model = graph.model(INPUTS, [helper.make_tensor_value_info(mean, TensorProto.FLOAT, ["N", LAYERS * WIDTH])])
    return measure(model, graph.products, (sentiment_loader.tokens(tokenizer, [text]) for text in texts))


def whole(weights: dict[str, np.ndarray], ranges: list[Range], head: Pipeline) -> ModelProto:
    """Join the encoder and the head, its scaling folded into its weights."""
    scaler, regression = head
    matrix = (regression.coef_ / scaler.scale_).T
    bias = regression.intercept_ - scaler.mean_ @ matrix
    graph, mean = headless(weights, ranges)
    constants = graph.constant(matrix.astype(np.float32)), graph.constant(bias.astype(np.float32))
    scores = graph.add("Gemm", mean, *constants)
    graph.add("Softmax", scores, outputs=["probabilities"], axis=1)
    best = graph.add("ArgMax", scores, axis=1, keepdims=0)
    labels = graph.constant(np.array(regression.classes_.tolist(), object))
    graph.add("Gather", labels, best, outputs=["label"])
    return graph.model(
        INPUTS,
        [
            helper.make_tensor_value_info("label", TensorProto.STRING, ["N"]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", len(regression.classes_)]),
        ],
    )


def train(data: Path, out: Path) -> list[Sample]:
    """Train the only version."""
    rows = pd.read_csv(data / "sentiment/train.csv")
    test = pd.read_csv(data / "sentiment/test.csv")
    weights, tokenizer = published()
    calibration = rows.text.sample(PARAMS["calibration_texts"], random_state=0).tolist()
    ranges = quantised_ranges(weights, tokenizer, calibration)

    graph, mean = headless(weights, ranges)
    encoder = graph.model(INPUTS, [helper.make_tensor_value_info(mean, TensorProto.FLOAT, ["N", LAYERS * WIDTH])])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 3
    session = onnxruntime.InferenceSession(encoder.SerializeToString(), options)
    head = make_pipeline(StandardScaler(), LogisticRegression(C=PARAMS["C"], max_iter=500))
    head.fit(features(session, tokenizer, rows.text), rows.label)

    folder = out / "sentiment-analysis-1"
    mlflow.pyfunc.save_model(
        empty(folder),
        loader_module=sentiment_loader.__name__.split(".")[-1],
        code_paths=[sentiment_loader.__file__],
        signature=columns({"text": "string"}, "string"),
        input_example=pd.DataFrame({"text": ["I love this phone", "The worst flight of my life"]}),
        pip_requirements=pinned("numpy", "onnxruntime", "pandas", "tokenizers"),
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    add_companion(folder, whole(weights, ranges, head), tokenizer="tokenizer.json", max_length=MAX_LENGTH)
    write_labels(folder, head.classes_.tolist())
    write_notice(folder, NOTICE)

    predicted = sentiment_loader.Sentiment(folder).predict(test)
    accuracy = float(np.mean(predicted == test.label))
    balanced = balanced_accuracy_score(test.label, predicted)
    write_card(
        folder,
        "Sentiment of short texts, version 1",
        "all-MiniLM-L6-v2 in int8 with one logistic regression over the means of its six layers. Labels: "
        f"{', '.join(head.classes_)}.",
        f"{DATA} {len(rows):,} training rows, {len(test):,} test rows.",
        LICENCE,
        [("accuracy", "sentiment/test.csv", accuracy), ("balanced accuracy", "sentiment/test.csv", balanced)],
        LIMITS,
    )
    return [
        Sample(
            name="sentiment-analysis",
            folder=folder,
            script=Path(__file__).name,
            description=f"MiniLM encoder in int8; accuracy {accuracy:.3f} on {len(test):,} texts.",
            params={**PARAMS, "rows": len(rows)},
            metrics={"accuracy": accuracy, "balanced_accuracy": balanced},
            tags={"task": "text-classification", "language": "en", "quantised": "int8"},
        )
    ]


if __name__ == "__main__":
    command_line.run(train, __doc__)
