import { GatewayError, type Prediction, type Tensors } from "@switchyard/core";

/** The answer of a model whose Python loader gives what `predict()` gives: one value a row. */
export function predictPrediction(outputs: Tensors, predictOutput: string): Prediction {
  const output = outputs[predictOutput];
  if (!output) throw new GatewayError("model_error", `the graph has no output ${predictOutput}`);
  const [rows = 1, width, ...inner] = output.shape;
  const isColumn = width === 1 && inner.length === 0;
  return { form: "array", array: isColumn ? { ...output, shape: [rows] } : output };
}
