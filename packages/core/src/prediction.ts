import type { Tensor, Tensors } from "./tensor.ts";

/** What a model predicts, in the shape its `python_function` loader would give it. */
export type Prediction =
  /** A DataFrame: one record a row; every tensor has the shape [rows]. */
  | { readonly form: "records"; readonly columns: Tensors }
  /** What scikit-learn's `predict()` gives: one array. */
  | { readonly form: "array"; readonly array: Tensor }
  /** Every output by its name, in its own shape. */
  | { readonly form: "named"; readonly arrays: Tensors };

/** A prediction, and the outputs of the graph it was made from. */
export interface ModelAnswer {
  readonly prediction: Prediction;
  readonly outputs: Tensors;
}
