import type {
  DecodedRequest,
  ModelAnswer,
  ModelDescription,
  ModelInput,
  Tensor,
  Tensors,
} from "@switchyard/core";
import { floatJson, rowJson, tensorJson, type JsonDialect } from "../mlflow-json/encode-tensor.ts";
import { indexOfLargest, scoresIn, type Scores } from "./scores.ts";

/** What an answer is made from. */
export interface Answered {
  readonly answer: ModelAnswer;
  readonly request: DecodedRequest;
  readonly model: ModelDescription;
}

/** The friendly answer: one object for one thing sent, else a list of them. */
export function friendlyJson({ answer, request, model }: Answered, dialect: JsonDialect): string {
  const { input, single } = request;
  const rows = rowsOf(input);
  const scoresOf = scoresIn(answer, model);
  const valueOf = valuesIn(answer, model, { rows, dialect });
  const answers = Array.from({ length: single ? 1 : rows }, (_, row) => {
    const scores = scoresOf(row);
    const value = valueOf(row);
    if (scores === undefined) return `{"prediction":${value ?? "null"}}`;
    return classJson(scores, { value, dialect, picture: input.form === "images" });
  });
  return single ? (answers[0] ?? "{}") : `[${answers.join(",")}]`;
}

interface ClassOptions {
  /** The prediction in JSON, where the model gives one. */
  readonly value: string | undefined;
  readonly dialect: JsonDialect;
  readonly picture: boolean;
}

function classJson({ labels, probabilities }: Scores, { value, dialect, picture }: ClassOptions): string {
  const chosen = labelled(labels, value) ?? indexOfLargest(probabilities);
  const label = JSON.stringify(labels[chosen] ?? "");
  const fields = labels.map(
    (name, index) => `${JSON.stringify(name)}:${floatJson(probabilities[index] ?? Number.NaN, dialect)}`,
  );
  const confidence = floatJson(probabilities[chosen] ?? Number.NaN, dialect);
  const prediction = picture ? "" : `"prediction":${value ?? label},`;
  return `{${prediction}"label":${label},"confidence":${confidence},"probabilities":{${fields.join(",")}}}`;
}

/** The class that the model itself names, if it is one of its classes. */
function labelled(labels: readonly string[], value: string | undefined): number | undefined {
  const index = labels.findIndex((label) => JSON.stringify(label) === value || label === value);
  return index < 0 ? undefined : index;
}

interface ValueOptions {
  readonly rows: number;
  readonly dialect: JsonDialect;
}

/** How to read the prediction of a row: `predict()` or the class where the model has it, else its outputs. */
function valuesIn(
  { prediction, outputs }: ModelAnswer,
  { predictOutput, scores }: ModelDescription,
  options: ValueOptions,
): (row: number) => string | undefined {
  const name = predictOutput ?? scores?.label;
  const chosen = name === undefined ? undefined : outputs[name];
  if (chosen !== undefined) return (row) => valueJson(chosen, row, options);
  if (scores !== undefined) return () => undefined;
  if (prediction.form === "array") return (row) => valueJson(prediction.array, row, options);
  return (row) => fieldsJson(outputs, row, options);
}

function fieldsJson(outputs: Tensors, row: number, options: ValueOptions): string {
  const [only, ...others] = Object.values(outputs);
  if (only !== undefined && others.length === 0) return valueJson(only, row, options);
  const fields = Object.entries(outputs).map(
    ([name, tensor]) => `${JSON.stringify(name)}:${valueJson(tensor, row, options)}`,
  );
  return `{${fields.join(",")}}`;
}

/** A row of one value is that value; an output without rows is given whole. */
function valueJson(tensor: Tensor, row: number, { rows, dialect }: ValueOptions): string {
  const { shape } = tensor;
  if (shape[0] !== rows || rows === 0) return tensorJson(tensor, dialect);
  if (tensor.data.length === rows) return rowJson({ ...tensor, shape: [rows] }, row, dialect);
  return rowJson(tensor, row, dialect);
}

function rowsOf(input: ModelInput): number {
  switch (input.form) {
    case "frame":
      return input.rows;
    case "images":
      return input.images.length;
    case "array":
      return input.array.shape[0] ?? 1;
    case "named":
      return Object.values(input.arrays)[0]?.shape[0] ?? 1;
  }
}
