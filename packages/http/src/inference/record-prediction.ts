import type { FetchedModel, PredictionLog } from "@switchyard/core";
import type { InferenceResponse } from "@switchyard/serving";
import type { Asked } from "./exchange.ts";
import { isUploads } from "./read-upload.ts";
import type { InferenceTarget } from "./target.ts";

export interface Answer {
  readonly requestId: string;
  readonly target: InferenceTarget;
  readonly asked: Asked;
  readonly response: InferenceResponse;
  readonly totalMs: number;
}

/** Gives an answer that was written to the log, with what tells whose it is; of uploads the first. */
export function recordPrediction(
  log: PredictionLog,
  { requestId, target, asked, response, totalMs }: Answer,
): void {
  const { model, answer } = response;
  log.record({
    requestId,
    model: model.version,
    digest: model.digest,
    columns: columnsOf(model),
    operation: target.operation,
    asked: isUploads(asked) ? asked[0] : asked,
    answered: answer,
    durationMs: totalMs,
  });
}

/** Columns without a name are called by their position, as pandas does. */
function columnsOf({ manifest }: FetchedModel): readonly string[] {
  const schema = manifest.signature?.inputs;
  if (schema?.kind !== "columns") return [];
  return schema.columns.map(({ name }, index) => name ?? String(index));
}
