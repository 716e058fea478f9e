import type { PredictionEntry } from "@switchyard/core";
import { isObject } from "./rows-of.ts";

/** One prediction as MLflow keeps a run: features as parameters, numbers as metrics, all else as tags. */
export interface PredictionRun {
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** By this tag runs of predictions are known. */
export const predictionTag = "switchyard.prediction";

/** What MLflow takes: of one parameter, of one tag, and of a run so that it stays one. */
const longest = { param: 500, tag: 5000, params: 100, rows: 100 };

/** A run for each row of an entry. */
export function runsOf(entry: PredictionEntry): readonly PredictionRun[] {
  return entry.inputs.slice(0, longest.rows).map((row, index) => {
    const prediction = entry.predictions[entry.predictions.length === entry.inputs.length ? index : 0];
    return {
      params: paramsOf(row),
      metrics: { duration_ms: entry.duration_ms, ...numbersIn(prediction) },
      tags: {
        [predictionTag]: "true",
        model_name: entry.model,
        model_version: entry.version,
        model_digest: entry.digest,
        request_id: entry.request_id,
        ...textIn(prediction),
      },
    };
  });
}

function paramsOf(row: unknown): Readonly<Record<string, string>> {
  const features = isObject(row) ? row : { input: row };
  return Object.fromEntries(
    Object.entries(features)
      .slice(0, longest.params)
      .map(([name, value]) => [keyOf(name), textOf(value).slice(0, longest.param)]),
  );
}

/** `{"prediction": 9.8}` or a bare number; a classifier's confidence. */
function numbersIn(prediction: unknown): Readonly<Record<string, number>> {
  const { prediction: value = prediction, confidence } = isObject(prediction) ? prediction : {};
  const number = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return {
    ...(typeof number === "number" && { prediction: number }),
    ...(typeof confidence === "number" && { confidence }),
  };
}

function textIn(prediction: unknown): Readonly<Record<string, string>> {
  const { label, prediction: value = prediction } = isObject(prediction) ? prediction : {};
  const text = label ?? value;
  return typeof text === "number" ? {} : { prediction: textOf(text).slice(0, longest.tag) };
}

/** Names of parameters hold letters, digits and `_-. :/` only. */
function keyOf(name: string): string {
  return name.replaceAll(/[^\w\-. :/]/g, "_").slice(0, 250) || "_";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
