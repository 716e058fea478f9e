import { floatRepr, type RowRange, type Tensor } from "@switchyard/core";

/** `strict` writes `null` for NaN and the infinities, `python` writes the bare words that MLflow does. */
export type JsonDialect = "strict" | "python";

/** Writes one element of a tensor as JSON. */
export type WriteElement = (index: number) => string;

/** How the elements of a tensor are written: as MLflow prints them. */
export function elementWriter({ dtype, data }: Tensor, dialect: JsonDialect): WriteElement {
  if (dtype === "string") return (index) => JSON.stringify(data[index] ?? "");
  if (dtype === "bool") return (index) => (data[index] === 1 ? "true" : "false");
  if (dtype === "float16" || dtype === "float32" || dtype === "float64")
    return (index) => floatJson(data[index] ?? Number.NaN, dialect);
  return (index) => String(data[index]);
}

/** A whole tensor as nested lists. */
export function tensorJson(tensor: Tensor, dialect: JsonDialect): string {
  return tensorWriter(tensor, dialect)(undefined);
}

/** Writes these rows, or all there is. */
export type WriteRows = (rows: RowRange | undefined) => string;

/** How the rows of a tensor are written: as nested lists. */
export function tensorWriter(tensor: Tensor, dialect: JsonDialect): WriteRows {
  const { shape, data } = tensor;
  const write = elementWriter(tensor, dialect);
  const inner = shape.slice(1);
  return (rows) => {
    if (!rows) return nestedJson({ shape, write, start: 0, size: data.length });
    const step = data.length / rows.total;
    const length = rows.end - rows.start;
    return nestedJson({ shape: [length, ...inner], write, start: rows.start * step, size: length * step });
  };
}

/** One row of a tensor: a number, a text, or nested lists. */
export function rowJson(tensor: Tensor, row: number, dialect: JsonDialect): string {
  const [rows = 1, ...shape] = tensor.shape;
  const size = tensor.data.length / Math.max(rows, 1);
  return nestedJson({ shape, write: elementWriter(tensor, dialect), start: row * size, size });
}

/** A double in JSON, with Python's digits. */
export function floatJson(value: number, dialect: JsonDialect): string {
  if (Number.isFinite(value)) return floatRepr(value);
  if (dialect === "strict") return "null";
  return Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}

interface Part {
  readonly shape: readonly number[];
  readonly write: WriteElement;
  readonly start: number;
  readonly size: number;
}

function nestedJson({ shape, write, start, size }: Part): string {
  const [length, ...inner] = shape;
  if (length === undefined) return write(start);
  const step = size / Math.max(length, 1);
  const flat = inner.length === 0;
  let text = "[";
  for (let index = 0; index < length; index += 1) {
    const from = start + index * step;
    if (index > 0) text += ",";
    text += flat ? write(from) : nestedJson({ shape: inner, write, start: from, size: step });
  }
  return `${text}]`;
}
