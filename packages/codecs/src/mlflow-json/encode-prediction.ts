import type { EncodedBody, Predicted, Prediction, RowRange, Tensor } from "@switchyard/core";
import { classScoresWriter } from "./encode-class-scores.ts";
import {
  elementWriter,
  tensorWriter,
  type JsonDialect,
  type WriteElement,
  type WriteRows,
} from "./encode-tensor.ts";

export interface PredictionOptions {
  /** Without anything around it, as MLflow answers to data without an envelope. */
  readonly bare: boolean;
  readonly dialect: JsonDialect;
}

/**
 * Makes bodies `{"predictions": …}` in the shape that the model's loader gives its predictions: of the whole
 * prediction, or of the rows that one of several requests has of it.
 */
export function predictionEncoder(
  prediction: Prediction,
  { bare, dialect }: PredictionOptions,
): (rows: RowRange | undefined) => EncodedBody {
  const write = predictionWriter(prediction, dialect);
  return (rows) => {
    const body = Buffer.from(bare ? write(rows) : `{"predictions":${write(rows)}}`);
    return { contentType: "application/json", body };
  };
}

function predictionWriter(prediction: Prediction, dialect: JsonDialect): WriteRows {
  switch (prediction.form) {
    case "array":
      return tensorWriter(prediction.array, dialect);
    case "named":
      return namedWriter(prediction.arrays, dialect);
    case "records":
      return recordsWriter(prediction.columns, dialect);
  }
}

type ByName = Readonly<Record<string, Predicted>>;

function namedWriter(arrays: ByName, dialect: JsonDialect): WriteRows {
  const fields = Object.entries(arrays).map(([name, each], position) => ({
    key: keyJson(name, position),
    write: predictedWriter(each, dialect),
  }));
  return (rows) => {
    let text = "{";
    for (const { key, write } of fields) text += key + write(rows);
    return `${text}}`;
  };
}

function keyJson(name: string, position: number): string {
  return `${position > 0 ? "," : ""}${JSON.stringify(name)}:`;
}

function predictedWriter(each: Predicted, dialect: JsonDialect): WriteRows {
  if ("dtype" in each) return arrayWriter(each, dialect);
  const write = classScoresWriter(each, dialect);
  const all = rowsOf(each);
  return (rows) => {
    const [start, end] = rangeIn(all, rows);
    let text = "[";
    for (let row = start; row < end; row += 1) text += row > start ? `,${write(row)}` : write(row);
    return `${text}]`;
  };
}

/** MLflow takes a text that stands in no list for a list of its characters. */
function arrayWriter(array: Tensor, dialect: JsonDialect): WriteRows {
  if (array.dtype !== "string" || array.shape.length > 0) return tensorWriter(array, dialect);
  return () => JSON.stringify(Array.from(array.data[0] ?? ""));
}

function recordsWriter(columns: ByName, dialect: JsonDialect): WriteRows {
  const fields = Object.entries(columns).map(([name, each], position) => ({
    key: keyJson(name, position),
    write: cellWriter(each, dialect),
  }));
  const [first] = Object.values(columns);
  const all = first ? rowsOf(first) : 0;
  return (rows) => {
    const [start, end] = rangeIn(all, rows);
    let text = "[";
    for (let row = start; row < end; row += 1) {
      text += row > start ? ",{" : "{";
      for (const { key, write } of fields) text += key + write(row);
      text += "}";
    }
    return `${text}]`;
  };
}

/** Which of so many cells belong to these rows: the rows of a column that was flattened have several. */
function rangeIn(cells: number, rows: RowRange | undefined): readonly [start: number, end: number] {
  if (!rows) return [0, cells];
  const step = cells / rows.total;
  return [rows.start * step, rows.end * step];
}

function cellWriter(each: Predicted, dialect: JsonDialect): WriteElement {
  return "dtype" in each ? elementWriter(each, dialect) : classScoresWriter(each, dialect);
}

/** How many cells a column has. */
function rowsOf(each: Predicted): number {
  return "dtype" in each ? each.data.length : (each.scores.shape[0] ?? 1);
}
