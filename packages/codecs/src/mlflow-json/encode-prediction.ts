import type { Predicted, Prediction, Tensor } from "@switchyard/core";
import { classScoresWriter } from "./encode-class-scores.ts";
import { elementWriter, tensorJson, type JsonDialect, type WriteElement } from "./encode-tensor.ts";

/** The body `{"predictions": …}` in the shape that the model's loader gives its predictions. */
export function encodePrediction(prediction: Prediction, dialect: JsonDialect): Uint8Array {
  return Buffer.from(`{"predictions":${predictionJson(prediction, dialect)}}`);
}

/** The prediction without anything around it, which MLflow answers to data without an envelope. */
export function encodeBare(prediction: Prediction, dialect: JsonDialect): Uint8Array {
  return Buffer.from(predictionJson(prediction, dialect));
}

function predictionJson(prediction: Prediction, dialect: JsonDialect): string {
  switch (prediction.form) {
    case "array":
      return tensorJson(prediction.array, dialect);
    case "named":
      return namedJson(prediction.arrays, dialect);
    case "records":
      return recordsJson(prediction.columns, dialect);
  }
}

type ByName = Readonly<Record<string, Predicted>>;

function namedJson(arrays: ByName, dialect: JsonDialect): string {
  const fields = Object.entries(arrays).map(
    ([name, each]) => `${JSON.stringify(name)}:${predictedJson(each, dialect)}`,
  );
  return `{${fields.join(",")}}`;
}

function predictedJson(each: Predicted, dialect: JsonDialect): string {
  if ("dtype" in each) return arrayJson(each, dialect);
  const write = classScoresWriter(each, dialect);
  return `[${Array.from({ length: rowsOf(each) }, (_, row) => write(row)).join(",")}]`;
}

/** MLflow takes a text that stands in no list for a list of its characters. */
function arrayJson(array: Tensor, dialect: JsonDialect): string {
  if (array.dtype !== "string" || array.shape.length > 0) return tensorJson(array, dialect);
  return JSON.stringify(Array.from(array.data[0] ?? ""));
}

function recordsJson(columns: ByName, dialect: JsonDialect): string {
  const fields = Object.entries(columns).map(([name, each], position) => ({
    key: `${position > 0 ? "," : ""}${JSON.stringify(name)}:`,
    write: cellWriter(each, dialect),
  }));
  const [first] = Object.values(columns);
  const rows = first ? rowsOf(first) : 0;
  let text = "[";
  for (let row = 0; row < rows; row += 1) {
    text += row > 0 ? ",{" : "{";
    for (const { key, write } of fields) text += key + write(row);
    text += "}";
  }
  return `${text}]`;
}

function cellWriter(each: Predicted, dialect: JsonDialect): WriteElement {
  return "dtype" in each ? elementWriter(each, dialect) : classScoresWriter(each, dialect);
}

/** How many cells a column has. */
function rowsOf(each: Predicted): number {
  return "dtype" in each ? each.data.length : (each.scores.shape[0] ?? 1);
}
