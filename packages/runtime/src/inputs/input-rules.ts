import { GatewayError, type Column } from "@switchyard/core";
import { z } from "zod";

/**
 * What the Python model behind a companion takes, where its graph would take more: keys of the `onnx` entry of
 * `MLmodel` that only companions have.
 */
export interface InputRules {
  /** Whether rows may lack a number (NaN). */
  readonly missing_values: "refuse" | "allow";
  /** What the model casts numbers to; those that become infinite are refused. */
  readonly number_type: "float32" | "float64";
  /** Whether a text column may hold something else, which counts as a text never seen. */
  readonly other_than_text: "refuse" | "unknown";
}

export const inputRules: z.ZodType<InputRules> = z.object({
  missing_values: z.enum(["refuse", "allow"]).default("refuse"),
  number_type: z.enum(["float32", "float64"]).default("float64"),
  other_than_text: z.enum(["refuse", "unknown"]).default("refuse"),
});

/** The first numbers that are cast to infinity. */
const limits = { float32: 3.4028235677973366e38, float64: Infinity };

/** Throws `model_error` that names the cell when a number is missing or too large for the model. */
export function checkNumbers(columns: readonly Column[], rules: InputRules): void {
  const limit = limits[rules.number_type];
  for (const { name, values } of columns) {
    if (values.dtype !== "float64" && values.dtype !== "float32") continue;
    for (const [row, value] of values.data.entries()) {
      if (Number.isNaN(value) && rules.missing_values === "refuse") throw refused(name, row, "NaN");
      if (Math.abs(value) >= limit) throw refused(name, row, String(value));
    }
  }
}

function refused(name: string, row: number, found: string): GatewayError {
  return new GatewayError("model_error", `${name}[${row}]: expected a finite number, found ${found}`);
}
