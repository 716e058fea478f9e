import {
  fillTensor,
  GatewayError,
  type ModelInput,
  type Prediction,
  type Tensor,
  type Tensors,
} from "@switchyard/core";

/**
 * How a companion's Python loader tells what `predict()` gives: one value a row, where a column of them counts as
 * such; an array of whatever shape; or, as PyTorch's, a frame for a frame and an array for an array.
 */
export type AnswerForm = "values" | "array" | "frame";

export interface PredictOptions {
  /** The output that is the answer. */
  readonly output: string;
  readonly answer: AnswerForm;
  /** What the request was. */
  readonly form: ModelInput["form"];
}

/** The answer of a model whose Python loader gives what `predict()` gives. */
export function predictPrediction(outputs: Tensors, { output, answer, form }: PredictOptions): Prediction {
  const found = outputs[output];
  if (!found) throw new GatewayError("model_error", `the graph has no output ${output}`);
  if (answer === "frame" && form === "frame") return { form: "records", columns: numbered(found) };
  return { form: "array", array: answer === "values" ? withoutColumn(found) : found };
}

function withoutColumn(output: Tensor): Tensor {
  const [rows = 1, width, ...inner] = output.shape;
  return width === 1 && inner.length === 0 ? { ...output, shape: [rows] } : output;
}

/** The columns of a table by their numbers, as pandas names those of an array. */
function numbered(output: Tensor): Readonly<Record<string, Tensor>> {
  const [rows = 1, width = 1, ...inner] = output.shape;
  if (inner.length > 0)
    throw new GatewayError(
      "model_error",
      `Must pass 2-d input: the answer has the shape (${output.shape.join(", ")}), which makes no table; send "inputs" instead`,
    );
  const { dtype, data } = output;
  const columnAt = (column: number): Tensor =>
    fillTensor(dtype, [rows], (row) => data[row * width + column] ?? Number.NaN);
  return Object.fromEntries(Array.from({ length: width }, (_, column) => [String(column), columnAt(column)]));
}
