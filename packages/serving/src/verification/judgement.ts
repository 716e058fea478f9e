import type { Verification, WorstAnswer } from "@switchyard/core";
import type { DrawnRequest } from "./drawn-request.ts";
import type { WrittenDifference } from "./written-differences.ts";

/** A request that both models were asked, and where the answers differ. */
export interface Compared {
  readonly request: DrawnRequest;
  readonly differences: readonly WrittenDifference[];
}

/** Whether an answer differs beyond what is tolerated. */
export function isDiffering({ differences }: Compared, tolerance: number): boolean {
  return differences.some(({ error }) => error > tolerance);
}

/** What all comparisons together say. */
export function verificationOf(compared: readonly Compared[], tolerance: number): Verification {
  const errors = compared
    .flatMap(({ differences }) => differences.map(({ error }) => error))
    .filter((error) => Number.isFinite(error));
  return {
    rows: compared.reduce((rows, { request }) => rows + request.rows, 0),
    requests: compared.length,
    differing: compared.filter((each) => isDiffering(each, tolerance)).length,
    largestError: errors.reduce((largest, error) => Math.max(largest, error), 0),
    tolerance,
    worst: worstOf(compared),
  };
}

const longestRequest = 2000;

/** The first of the largest differences. */
function worstOf(compared: readonly Compared[]): WorstAnswer | undefined {
  const all = compared.flatMap(({ request, differences }) =>
    differences.map((difference) => ({ request, difference })),
  );
  const [first, ...others] = all;
  if (!first) return undefined;
  const { request, difference } = others.reduce(
    (worst, each) => (each.difference.error > worst.difference.error ? each : worst),
    first,
  );
  const { path, found, expected } = difference;
  const text = Buffer.from(request.body).toString();
  return { request: text.slice(0, longestRequest), path, found, expected };
}
