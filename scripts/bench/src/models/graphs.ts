import { convolutions } from "./convolutions.ts";
import { denseLayers } from "./dense-layers.ts";
import type { Graph } from "./onnx-graph.ts";
import { vocabulary } from "./vocabulary.ts";

/** Four numbers to three classes: the model costs nothing, so that all the rest is seen. */
export function irisGraph(): Graph {
  const { nodes, weights } = denseLayers({ input: "x", output: "probabilities", sizes: [4, 3], seed: 1 });
  const label = {
    type: "ArgMax",
    inputs: ["probabilities"],
    outputs: ["label"],
    attributes: { axis: 1, keepdims: 0 },
  };
  return {
    inputs: [{ name: "x", dtype: "float32", shape: [-1, 4] }],
    outputs: [
      { name: "label", dtype: "int64", shape: [-1] },
      { name: "probabilities", dtype: "float32", shape: [-1, 3] },
    ],
    nodes: [...nodes, label],
    weights,
  };
}

/** Texts to classes by the words in them: string tensors, and work that is not arithmetic. */
export function textGraph(): Graph {
  const { nodes, weights } = denseLayers({
    input: "counts",
    output: "probabilities",
    sizes: [vocabulary.length, 4],
    seed: 2,
  });
  const words = [
    {
      type: "StringNormalizer",
      inputs: ["text"],
      outputs: ["lower"],
      attributes: { case_change_action: "LOWER", is_case_sensitive: 1, locale: "C" },
    },
    {
      type: "StringSplit",
      inputs: ["lower"],
      outputs: ["words", "lengths"],
      attributes: { delimiter: " " },
    },
    { type: "TfIdfVectorizer", inputs: ["words"], outputs: ["counts"], attributes: wordCounts() },
  ];
  return {
    inputs: [{ name: "text", dtype: "string", shape: [-1] }],
    outputs: [{ name: "probabilities", dtype: "float32", shape: [-1, 4] }],
    nodes: [...words, ...nodes],
    weights,
  };
}

/** 21 MB of weights: each is read from memory once a run, so that rows run together cost little more than one. */
export function mlpGraph(): Graph {
  return {
    inputs: [{ name: "x", dtype: "float32", shape: [-1, 512] }],
    outputs: [{ name: "y", dtype: "float32", shape: [-1, 10] }],
    ...denseLayers({ input: "x", output: "y", sizes: [512, 2048, 2048, 10], seed: 3 }),
  };
}

/** Pictures of 224 by 224 pixels: a run costs milliseconds, and rows run together gain nothing. */
export function cnnGraph(): Graph {
  return {
    inputs: [{ name: "image", dtype: "uint8", shape: [-1, 224, 224, 3] }],
    outputs: [{ name: "probabilities", dtype: "float32", shape: [-1, 10] }],
    ...convolutions({ input: "image", output: "probabilities", classes: 10, seed: 4 }),
  };
}

function wordCounts(): Record<string, string | number | readonly number[] | readonly string[]> {
  return {
    max_gram_length: 1,
    min_gram_length: 1,
    max_skip_count: 0,
    mode: "TF",
    ngram_counts: [0],
    ngram_indexes: vocabulary.map((_word, index) => index),
    pool_strings: vocabulary,
  };
}
