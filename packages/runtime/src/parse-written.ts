import { GatewayError } from "@switchyard/core";
import * as v from "valibot";

type Schema = v.GenericSchema<unknown, unknown>;

/**
 * What a file beside the model says, by its schema; throws `load_failed` with the file's name and the fields.
 *
 * Valibot, and not zod as elsewhere: that would take each worker ten megabytes and a quarter of its start.
 */
export function parseWritten<const Written extends Schema>(
  schema: Written,
  value: unknown,
  file: string,
): v.InferOutput<Written> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "all of it"}: ${issue.message}`);
  throw new GatewayError("load_failed", `${file}: ${faults.join("; ")}`);
}
