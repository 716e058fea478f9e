"""Topic of a news headline: TF-IDF and logistic regression.

Words are runs of ASCII letters and digits, so that lower-casing needs no locale: the companion then agrees with
scikit-learn on every machine. ONNX Runtime misses a pair of words if one of the two is not a word of the
vocabulary by itself, hence `closed`.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.pipeline import make_pipeline

from shared import command_line
from shared.companion import OPSETS
from shared.sample import Sample, columns, save_sklearn, write_card, write_labels

WORD = "[a-z0-9]{2,}"
DATA = """\
Headlines and first sentences of news in English, a union of public research sets: parts of AG News (four labels; \
Sci/Tech counts as technology), HuffPost (US, six of its categories) and Inshorts (India, 2020-21). Near duplicates \
between training and test rows were removed."""
LICENCE = """\
The texts are for research: AG News allows non-commercial use, Inshorts states no licence, HuffPost is CC BY 4.0 as \
published elsewhere. None of the texts is part of this directory; the model holds words and weights only."""
LIMITS = """\
English only; words are split at every character that is not an ASCII letter or digit. `politics` and \
`entertainment` come from two sources only, and `world` overlaps with `politics`. A text without a known word gets \
the class that the intercepts favour. Two characters whose lower case is ASCII only in Unicode (the Kelvin sign \
and the dotted capital I) are letters to scikit-learn and separators to the ONNX companion."""


def closed(texts: pd.Series, **vectorizer: object) -> list[str]:
    """Choose the vocabulary and drop pairs of words that hold a word outside it."""
    names = set(TfidfVectorizer(**vectorizer).fit(texts).vocabulary_)
    return sorted(name for name in names if all(word in names for word in name.split()))


def train(data: Path, out: Path) -> list[Sample]:
    """Train both versions."""
    rows = pd.read_csv(data / "topic/train.csv")
    test = pd.read_csv(data / "topic/test.csv")
    versions = [
        (
            "Single words, balanced part of the training rows",
            rows[rows.balanced == 1],
            {"max_features": 20_000, "ngrams": 1, "C": 3.0, "class_weight": None},
        ),
        (
            "Words and pairs of words, all training rows",
            rows,
            {"max_features": 60_000, "ngrams": 2, "C": 5.0, "class_weight": "balanced"},
        ),
    ]
    samples = []
    for number, (what, part, params) in enumerate(versions, 1):
        words = {"token_pattern": WORD, "ngram_range": (1, params["ngrams"]), "dtype": np.float32}
        vocabulary = closed(part.text, min_df=2, max_features=params["max_features"], **words)
        model = make_pipeline(
            ColumnTransformer([("text", TfidfVectorizer(vocabulary=vocabulary, **words), "text")]),
            LogisticRegression(C=params["C"], class_weight=params["class_weight"], max_iter=500),
        )
        model.fit(part[["text"]], part.label)
        predicted = model.predict(test[["text"]])
        accuracy = float(np.mean(predicted == test.label))
        balanced = balanced_accuracy_score(test.label, predicted)

        tokens = {"tokenexp": WORD, "locale": "C"}
        graph = to_onnx(
            model,
            initial_types=[("text", StringTensorType([None, 1]))],
            options={id(model): {"zipmap": False}, id(model[0].named_transformers_["text"]): tokens},
            target_opset=OPSETS,
        )
        folder = out / f"topic-classification-{number}"
        example = pd.DataFrame({"text": ["New chip doubles battery life of phones"]})
        save_sklearn(folder, model, graph, columns({"text": "string"}, "string"), example)
        write_labels(folder, model.classes_.tolist())
        write_card(
            folder,
            f"Topic of news, version {number}",
            f"TF-IDF and logistic regression with six labels: {', '.join(model.classes_)}. {what}.",
            f"{DATA} {len(part):,} training rows, {len(test):,} test rows.",
            LICENCE,
            [("accuracy", "topic/test.csv", accuracy), ("balanced accuracy", "topic/test.csv", balanced)],
            LIMITS,
        )
        samples.append(
            Sample(
                name="topic-classification",
                folder=folder,
                script=Path(__file__).name,
                description=f"{what}; accuracy {accuracy:.3f} on {len(test):,} texts.",
                params={**params, "rows": len(part), "vocabulary": len(vocabulary)},
                metrics={"accuracy": accuracy, "balanced_accuracy": balanced},
                tags={"task": "text-classification", "language": "en"},
                layout="runs-uri" if number == 1 else "logged-model",
            )
        )
    return samples


if __name__ == "__main__":
    command_line.run(train, __doc__)
