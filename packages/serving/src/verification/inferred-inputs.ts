import type {
  ColumnSpec,
  ColumnType,
  DataType,
  ScalarColumnType,
  SignatureTensorSpec,
} from "@switchyard/core";
import { numbersOf, textsOf } from "./drawn-cells.ts";
import type { Cell, Table } from "./table.ts";
import { writtenText } from "./written-json.ts";

/** The columns of an example, of the types that pandas would read there; all are required. */
export function inferredColumns(table: Table | undefined): readonly ColumnSpec[] {
  const { names, rows = [] } = table ?? {};
  const count = names?.length ?? Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, at) => {
    const scalar = inferredType(rows.flatMap((row) => row[at] ?? []));
    const type: ColumnType = scalar ? { kind: "scalar", type: scalar } : { kind: "any" };
    return { name: names?.[at], type, required: true };
  });
}

/** The arrays of an example, of the types that NumPy would give them; their first dimension counts the rows. */
export function inferredTensors(arrays: Readonly<Record<string, unknown>>): readonly SignatureTensorSpec[] {
  return Object.entries(arrays).map(([name, value]) => {
    const type = inferredType(leavesOf(value));
    const shape = shapeOf(value).map((size, at) => (at === 0 ? -1 : size));
    return { name: name === "" ? undefined : name, dtype: type ? tensorTypes[type] : "object", shape };
  });
}

/** The elements of a nested list. */
export function leavesOf(value: unknown): readonly Cell[] {
  return Array.isArray(value) ? value.flatMap(leavesOf) : [writtenText(value)];
}

/** The lengths of lists within lists, as the first ones have them. */
export function shapeOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

type InferredType = Extract<ScalarColumnType, "boolean" | "long" | "double" | "string">;

const tensorTypes: Readonly<Record<InferredType, DataType>> = {
  boolean: "bool",
  long: "int64",
  double: "float64",
  string: "string",
};

/** Undefined for what is mixed or nested. Integers with gaps are floats. */
function inferredType(cells: readonly Cell[]): InferredType | undefined {
  const present = cells.filter((cell) => cell !== "null" && cell !== "NaN");
  if (present.length === 0) return undefined;
  if (present.every((cell) => cell === "true" || cell === "false")) return "boolean";
  if (textsOf(present).length === present.length) return "string";
  if (numbersOf(present).length !== present.length) return undefined;
  return cells.every((cell) => /^-?\d+$/.test(cell)) ? "long" : "double";
}
