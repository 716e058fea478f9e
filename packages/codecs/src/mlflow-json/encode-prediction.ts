import type { Prediction, Tensors } from "@switchyard/core";
import { elementWriter, tensorJson, type JsonDialect } from "./encode-tensor.ts";

/** The body `{"predictions": …}` in the shape that the model's loader gives its predictions. */
export function encodePrediction(prediction: Prediction, dialect: JsonDialect): Uint8Array {
  return Buffer.from(`{"predictions":${predictionJson(prediction, dialect)}}`);
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

function namedJson(arrays: Tensors, dialect: JsonDialect): string {
  const fields = Object.entries(arrays).map(
    ([name, tensor]) => `${JSON.stringify(name)}:${tensorJson(tensor, dialect)}`,
  );
  return `{${fields.join(",")}}`;
}

function recordsJson(columns: Tensors, dialect: JsonDialect): string {
  const fields = Object.entries(columns).map(([name, tensor], position) => ({
    key: `${position > 0 ? "," : ""}${JSON.stringify(name)}:`,
    write: elementWriter(tensor, dialect),
  }));
  const rows = Object.values(columns)[0]?.data.length ?? 0;
  let text = "[";
  for (let row = 0; row < rows; row += 1) {
    text += row > 0 ? ",{" : "{";
    for (const { key, write } of fields) text += key + write(row);
    text += "}";
  }
  return `${text}]`;
}
