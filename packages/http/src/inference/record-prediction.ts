import type { EncodedBody, FetchedModel, Operation, PredictionLog } from "@switchyard/core";
import type { InferenceResponse } from "@switchyard/serving";

export interface Answer {
  readonly requestId: string;
  readonly operation: Operation;
  readonly asked: EncodedBody;
  readonly response: InferenceResponse;
  readonly totalMs: number;
}

/** Gives an answer that was written to the log, with what tells whose it is. */
export function recordPrediction(
  log: PredictionLog,
  { requestId, operation, asked, response, totalMs }: Answer,
): void {
  const { model, answer } = response;
  log.record({
    requestId,
    model: model.version,
    digest: model.digest,
    columns: columnsOf(model),
    operation,
    asked,
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
