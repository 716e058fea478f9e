import type { Tensor, Tensors } from "./tensor.ts";

/** The classes of an output that tells their scores by name, as ONNX's ZipMap does. */
export interface ScoreClasses {
  /** By the columns of the scores. */
  readonly labels: readonly string[];
  /** The column of each class, in the order they are written. */
  readonly columns: ReadonlyMap<string, number>;
}

/** In each row a score for each class: `{"cat": 0.25, "dog": 0.75}`. */
export interface ClassScores {
  readonly classes: ScoreClasses;
  /** Shape [rows, classes]. */
  readonly scores: Tensor;
}

/** What a model predicts under one name. */
export type Predicted = Tensor | ClassScores;

/** What a model predicts, in the shape its `python_function` loader would give it. */
export type Prediction =
  /** A DataFrame: one record a row; every tensor has the shape [rows]. */
  | { readonly form: "records"; readonly columns: Readonly<Record<string, Predicted>> }
  /** What scikit-learn's `predict()` gives: one array. */
  | { readonly form: "array"; readonly array: Tensor }
  /** Every output by its name, in its own shape. */
  | { readonly form: "named"; readonly arrays: Readonly<Record<string, Predicted>> };

/** A prediction, and the outputs of the graph it was made from. */
export interface ModelAnswer {
  readonly prediction: Prediction;
  readonly outputs: Tensors;
}
