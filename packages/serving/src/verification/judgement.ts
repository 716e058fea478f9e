import type { Verification } from "@switchyard/core";
import type { DrawnRequest } from "./drawn-request.ts";
import type { WrittenDifference } from "./written-differences.ts";

/** What is kept of a request that both models were asked. */
export interface Compared {
  readonly request: DrawnRequest;
  readonly isDiffering: boolean;
  readonly largestError: number;
  /** Where the answers are furthest apart; undefined where they are the same. */
  readonly worst: WrittenDifference | undefined;
}

/** What the differences of two answers come to; an answer may have millions, so only the worst is kept. */
export function judged(
  request: DrawnRequest,
  differences: readonly WrittenDifference[],
  tolerance: number,
): Compared {
  const [first, ...others] = differences;
  const worst = first && others.reduce((one, other) => (other.error > one.error ? other : one), first);
  const largestError = differences
    .filter(({ error }) => Number.isFinite(error))
    .reduce((largest, { error }) => Math.max(largest, error), 0);
  return { request, isDiffering: worst !== undefined && worst.error > tolerance, largestError, worst };
}

const longestRequest = 2000;

/** What all comparisons together say; of equally bad answers the first is shown. */
export function verificationOf(compared: readonly Compared[], tolerance: number): Verification {
  const worst = compared.reduce<Compared | undefined>(
    (one, other) => ((other.worst?.error ?? 0) > (one?.worst?.error ?? 0) ? other : one),
    undefined,
  );
  return {
    rows: compared.reduce((rows, { request }) => rows + request.rows, 0),
    requests: compared.length,
    differing: compared.filter(({ isDiffering }) => isDiffering).length,
    largestError: compared.reduce((largest, each) => Math.max(largest, each.largestError), 0),
    tolerance,
    worst: worst?.worst && {
      request: Buffer.from(worst.request.body).toString().slice(0, longestRequest),
      path: worst.worst.path,
      found: worst.worst.found,
      expected: worst.worst.expected,
    },
  };
}
