import { isRecord } from "../format/is-record.ts";

/** One answer as a person reads it. */
export interface Prediction {
  readonly value: unknown;
  /** The classes, the likeliest first. */
  readonly probabilities: readonly (readonly [label: string, share: number])[];
}

/** The answers in the body of `/predict`, one for each row; none where it has another form. */
export function predictionsOf(body: unknown): readonly Prediction[] {
  const rows: readonly unknown[] = Array.isArray(body) ? body : [body];
  const isFriendly = rows.every((row) => isRecord(row) && ("prediction" in row || "label" in row));
  return isFriendly ? rows.flatMap((row) => (isRecord(row) ? [predictionOf(row)] : [])) : [];
}

function predictionOf({ prediction, label, probabilities }: Readonly<Record<string, unknown>>): Prediction {
  const shares = isRecord(probabilities) ? Object.entries(probabilities) : [];
  return {
    value: label ?? prediction,
    probabilities: shares
      .flatMap(([name, share]) => (typeof share === "number" ? [[name, share] as const] : []))
      .toSorted(([, one], [, other]) => other - one),
  };
}
