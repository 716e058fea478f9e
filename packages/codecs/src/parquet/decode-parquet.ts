import type { ModelInput, ModelSignature } from "@switchyard/core";
import { enforceFrame } from "./enforce/enforce-frame.ts";
import { frameTensors } from "./enforce/frame-tensors.ts";
import { readFrame } from "./frame/read-frame.ts";
import { toArray } from "./frame/to-array.ts";

/**
 * The table of a Parquet body as `pandas.read_parquet` gives it, fitted to the signature by MLflow's strict
 * rules alone. Throws `invalid_request` for what is no Parquet file or grows too large, `schema_mismatch` for
 * what does not fit.
 */
export function decodeParquet(body: Uint8Array, signature: ModelSignature | undefined): ModelInput {
  const frame = readFrame(body);
  const schema = signature?.inputs;
  if (schema?.kind === "columns") return enforceFrame(frame, schema.columns);
  if (schema?.kind === "tensors") return frameTensors(frame, schema.tensors);
  const columns = frame.columns.map(({ label, series }) => ({ name: label, values: toArray(series) }));
  return { form: "frame", columns, rows: columns.length === 0 ? 0 : frame.rows };
}
