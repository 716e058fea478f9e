import { GatewayError, type Column } from "@switchyard/core";
import * as v from "valibot";

/**
 * What the Python model behind a companion takes, where its graph would take more: keys of the `onnx` entry of
 * `MLmodel` that only companions have.
 */
export interface InputRules {
  /** Whether rows may lack a number (NaN): in every column, in none, or in these. */
  readonly missing_values: "refuse" | "allow" | readonly string[];
  /** Whether numbers may be infinite, also by what they are cast to. */
  readonly infinite_values: "refuse" | "allow";
  /** Whether a table may have no rows at all. */
  readonly no_rows: "refuse" | "allow";
  /** What the model casts numbers to. */
  readonly number_type: "float32" | "float64";
  /** Whether a text column may hold something else, which counts as a text never seen. */
  readonly other_than_text: "refuse" | "unknown";
  /** Columns whose texts the graph wants in lower case, which it could not make without a locale. */
  readonly lower_case: readonly string[];
}

const refusal = v.optional(v.picklist(["refuse", "allow"]), "refuse");

export const inputRules: v.GenericSchema<unknown, InputRules> = v.object({
  missing_values: v.optional(v.union([v.picklist(["refuse", "allow"]), v.array(v.string())]), "refuse"),
  infinite_values: refusal,
  no_rows: refusal,
  number_type: v.optional(v.picklist(["float32", "float64"]), "float64"),
  other_than_text: v.optional(v.picklist(["refuse", "unknown"]), "refuse"),
  lower_case: v.optional(v.array(v.string()), []),
});

/** The first numbers that are cast to infinity. */
const limits = { float32: 3.4028235677973366e38, float64: Infinity };

/** Throws `model_error` that names the cell when a number is missing or too large for the model. */
export function checkNumbers(columns: readonly Column[], rules: InputRules): void {
  const limit = rules.infinite_values === "allow" ? Number.NaN : limits[rules.number_type];
  for (const { name, values } of columns) {
    if (values.dtype !== "float64" && values.dtype !== "float32") continue;
    const whole = !mayMiss(name, rules);
    const { data } = values;
    for (let row = 0; row < data.length; row += 1) {
      const value = data[row] ?? Number.NaN;
      if (whole && Number.isNaN(value)) throw refused(name, row, "NaN");
      if (Math.abs(value) >= limit) throw refused(name, row, String(value));
    }
  }
}

function mayMiss(name: string, { missing_values: missing }: InputRules): boolean {
  return typeof missing === "string" ? missing === "allow" : missing.includes(name);
}

function refused(name: string, row: number, found: string): GatewayError {
  return new GatewayError("model_error", `${name}[${row}]: expected a finite number, found ${found}`);
}
