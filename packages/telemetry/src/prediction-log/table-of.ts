import type { PredictionEntry } from "@switchyard/core";
import { isObject } from "./rows-of.ts";

/** A table in pandas' `split` orientation, as MLflow keeps its own. */
export interface PredictionTable {
  readonly columns: readonly string[];
  readonly data: readonly (readonly unknown[])[];
}

const own = ["time", "model", "version", "digest", "request_id", "operation", "duration_ms"] as const;

/** A row for each row of the entries: what is known of the request, `input.<feature>`, and the prediction. */
export function tableOf(entries: readonly PredictionEntry[]): PredictionTable {
  const rows = entries.flatMap(rowsOfEntry);
  const features = [...new Set(rows.flatMap(({ features: each }) => Object.keys(each)))];
  return {
    columns: [...own, ...features.map((name) => `input.${name}`), "prediction"],
    data: rows.map((row) => cellsOf(row, features)),
  };
}

function cellsOf({ entry, features, prediction }: TableRow, names: readonly string[]): readonly unknown[] {
  const known = own.map((name): unknown => entry[name]);
  return known.concat(
    names.map((name) => features[name] ?? null),
    [prediction ?? null],
  );
}

interface TableRow {
  readonly entry: PredictionEntry;
  readonly features: Readonly<Record<string, unknown>>;
  readonly prediction: unknown;
}

function rowsOfEntry(entry: PredictionEntry): readonly TableRow[] {
  const { inputs, predictions } = entry;
  return inputs.map((row, index) => ({
    entry,
    features: isObject(row) ? row : { value: row },
    prediction: predictions[predictions.length === inputs.length ? index : 0],
  }));
}
