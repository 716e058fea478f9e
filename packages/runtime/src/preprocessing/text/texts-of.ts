import { GatewayError, type NdArray, type TableInput } from "@switchyard/core";

/** The texts that a request carries for a model that reads one text a row. */
export function textsOf(input: TableInput): readonly string[] {
  const array = onlyArray(input);
  return Array.from({ length: array.data.length }, (_, index) => textAt(array, index));
}

function onlyArray(input: TableInput): NdArray {
  if (input.form === "array") return input.array;
  const arrays =
    input.form === "frame" ? input.columns.map(({ values }) => values) : Object.values(input.arrays);
  const [first, ...others] = arrays;
  if (first && others.length === 0) return first;
  throw new GatewayError("model_error", `expected one column of texts, found ${arrays.length} columns`);
}

function textAt({ data }: NdArray, index: number): string {
  const value: unknown = data[index];
  if (typeof value === "string") return value;
  throw new GatewayError(
    "model_error",
    `row ${index}: expected a text, found ${value === null ? "null" : typeof value}`,
  );
}
