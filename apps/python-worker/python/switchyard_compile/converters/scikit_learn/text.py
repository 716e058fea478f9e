"""CountVectorizer and TfidfVectorizer: words are cut in the graph, and put in lower case before it."""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto

from switchyard_compile.converters.scikit_learn.bridge import ContainerNodes
from switchyard_compile.nodes import cast

# Python's patterns, and RE2's that match the same: Python's \w is a letter, a number or an underscore.
PATTERNS = {
    r"(?u)\b\w\w+\b": r"[\pL\pN_][\pL\pN_]+",
    r"\b\w\w+\b": r"[\pL\pN_][\pL\pN_]+",
    r"(?u)\b\w+\b": r"[\pL\pN_]+",
    r"\b\w+\b": r"[\pL\pN_]+",
    r"\w+": r"[\pL\pN_]+",
    r"\w\w+": r"[\pL\pN_][\pL\pN_]+",
    r"\S+": r"[^\s\x{1c}-\x{1f}\x{85}\pZ]+",
}
# Patterns of these mean the same to both.
PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[]{},+-_'")
# Marks the nodes that are to find their texts in lower case.
LOWERED = "_lowered"


def vectorizer(nodes: ContainerNodes, operator: Any, model: Any) -> tuple[str, ...]:
    """Write a vectorizer in doubles."""
    check(model)
    [text] = operator.inputs
    flat = nodes.add("Reshape", text.full_name, nodes.constant(np.array([-1])))
    words = nodes.add("Tokenizer", flat, domain="com.microsoft", **cutting(model))
    if model.lowercase:
        nodes.container.nodes[-1].name += LOWERED
    counts = cast(nodes, counted(nodes, words, model), TensorProto.DOUBLE)
    if model.binary:
        counts = nodes.add("Sign", counts)
    return (weighted(nodes, counts, model) if hasattr(model, "idf_") or hasattr(model, "_tfidf") else counts,)


def check(model: Any) -> None:
    """Throw for what a graph does otherwise."""
    custom = [
        name for name in ("preprocessor", "tokenizer", "strip_accents") if getattr(model, name) is not None
    ]
    if custom:
        raise NotImplementedError(f"a vectorizer with a {custom[0]} of its own")
    if model.analyzer != "word":
        raise NotImplementedError(f"a vectorizer with the analyzer {model.analyzer!r}; 'word' has a graph")
    if model.stop_words is not None and tuple(model.ngram_range) != (1, 1):
        raise NotImplementedError("a vectorizer with both stop_words and pairs of words")


def cutting(model: Any) -> dict[str, object]:
    """Say how a text is cut into words."""
    pattern = model.token_pattern
    known = PATTERNS.get(pattern)
    if known is None and not set(pattern) <= PLAIN:
        raise NotImplementedError(f"a vectorizer with the token_pattern {pattern!r}")
    return {"tokenexp": known or pattern, "mark": 0, "mincharnum": 1, "pad_value": "\uffff"}


def counted(nodes: ContainerNodes, words: str, model: Any) -> str:
    """Count the words and groups of words of the vocabulary; floats [rows, vocabulary]."""
    terms = {tuple(term.split(" ")): place for term, place in model.vocabulary_.items()}
    low, high = model.ngram_range
    # ONNX Runtime finds no group whose beginnings are not in its pool: those get columns that nobody reads.
    beginnings = {term[:size] for term in terms for size in range(1, len(term))} - set(terms)
    every = {**terms, **{term: len(terms) + place for place, term in enumerate(sorted(beginnings))}}
    by_size: list[list[tuple[str, ...]]] = [[] for _ in range(high)]
    for term in sorted(every, key=every.get):
        if len(term) > high:
            raise NotImplementedError(
                f"a vocabulary with {' '.join(term)!r}, which is longer than its ngram_range"
            )
        by_size[len(term) - 1].append(term)
    starts = np.cumsum([0, *(len(terms_) * (size + 1) for size, terms_ in enumerate(by_size))])[:-1]
    found = nodes.add(
        "TfIdfVectorizer",
        words,
        mode="TF",
        min_gram_length=1,
        max_gram_length=high,
        max_skip_count=0,
        ngram_counts=[int(start) for start in starts],
        ngram_indexes=[every[term] for same in by_size for term in same],
        pool_strings=[word for same in by_size for term in same for word in term],
    )
    if not beginnings:
        return found
    return nodes.add("Slice", found, *(nodes.constant(np.array([each])) for each in (0, len(terms), 1)))


def weighted(nodes: ContainerNodes, counts: str, model: Any) -> str:
    """Weigh counts as TfidfTransformer does."""
    weights = counts
    if model.sublinear_tf:
        one = nodes.constant(np.array(1.0))
        logs = nodes.add("Add", nodes.add("Log", nodes.add("Max", counts, one)), one)
        weights = nodes.add("Mul", logs, nodes.add("Sign", counts))
    if model.use_idf:
        weights = nodes.add(
            "Mul", weights, nodes.constant(np.asarray(model.idf_, dtype=np.float64).reshape(1, -1))
        )
    if model.norm is None:
        return weights
    operator = {"l1": "ReduceL1", "l2": "ReduceL2"}[model.norm]
    length = nodes.add(operator, weights, nodes.constant(np.array([1])), keepdims=1)
    empty = nodes.add("Equal", length, nodes.constant(np.array(0.0)))
    return nodes.add("Div", weights, nodes.add("Where", empty, nodes.constant(np.array(1.0)), length))


def lowered_inputs(made: onnx.ModelProto) -> list[str]:
    """Give the inputs whose texts are to come in lower case; throws where others read them as they are."""
    makers = {name: node for node in made.graph.node for name in node.output}
    found = []
    for node in [each for each in made.graph.node if each.name.endswith(LOWERED)]:
        [name] = node.input
        while name in makers:
            name = makers[name].input[0]
        found.append(name)
    for name in found:
        readers = [each for each in made.graph.node if name in each.input]
        if len(readers) > found.count(name):
            raise NotImplementedError(f"{name} is read both in lower case and as it is")
    return sorted(set(found))
