import type { AnsweredPrediction, EncodedBody, PredictionEntry } from "@switchyard/core";
import { protect, protectRow, type Protection } from "./protect-fields.ts";
import { predictionsOf, rowsOf } from "./rows-of.ts";

/** A prediction as it reaches those who read it: bodies that are not kept have no bytes, but say their size. */
export interface TakenPrediction extends Omit<AnsweredPrediction, "asked" | "answered"> {
  readonly time: number;
  readonly asked: TakenBody;
  readonly answered: TakenBody;
}

/** A body, of which only JSON of a bounded size is read. */
export interface TakenBody {
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly json: Uint8Array | undefined;
}

/** Takes as much of a body as will be read. */
export function takeBody({ contentType, body }: EncodedBody, maxBytes: number): TakenBody {
  const isRead = /^application\/json\b/i.test(contentType) && body.byteLength <= maxBytes;
  return { contentType, sizeBytes: body.byteLength, json: isRead ? body : undefined };
}

/** A prediction that has been read, without what is protected. */
export function entryOf(taken: TakenPrediction, protection: Protection): PredictionEntry {
  const { model, digest, requestId, operation, durationMs, time } = taken;
  const inputs = inputsIn(taken, protection);
  return {
    time: new Date(time).toISOString(),
    model: model.name,
    version: model.version,
    digest,
    request_id: requestId,
    operation,
    duration_ms: Math.round(durationMs * 1000) / 1000,
    inputs,
    predictions: predictionsIn(taken, protection, inputs.length),
  };
}

function inputsIn({ asked, columns }: TakenPrediction, protection: Protection): readonly unknown[] {
  const value = valueIn(asked);
  if (value === undefined) return [described(asked)];
  return rowsOf(value, columns).map((row) => protectRow(row, protection));
}

function predictionsIn(
  { answered }: TakenPrediction,
  protection: Protection,
  rows: number,
): readonly unknown[] {
  const value = valueIn(answered);
  if (value === undefined) return [described(answered)];
  return predictionsOf(value, rows).map((each) => protect(each, protection));
}

/** What a body was that is not read. */
function described({ contentType, sizeBytes }: TakenBody): unknown {
  return { content_type: contentType, size_bytes: sizeBytes };
}

/** NaN and infinities stand bare in some JSON; such a body is described only. */
function valueIn({ json }: TakenBody): unknown {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString());
  } catch {
    return undefined;
  }
}
