import type { ErrorCode, Outcome } from "@switchyard/core";
import type { TypicalSizes } from "./typical-sizes.ts";
import { parseWritten } from "./written-json.ts";
import { writtenDifferences, type WrittenDifference } from "./written-differences.ts";

/** What a model made of a request: its answer, parsed by `readAnswer`, or why it refused. */
export type WrittenOutcome = Outcome<unknown>;

/** An answer with its numbers as they are written; what is no JSON is a text. */
export function readAnswer(outcome: Outcome<string>): WrittenOutcome {
  if (!outcome.ok) return outcome;
  try {
    return { ok: true, value: parseWritten(outcome.value) };
  } catch {
    return outcome;
  }
}

/**
 * Where the companion's outcome is not the Python model's. Two refusals are alike where clients see the same status
 * and MLflow code, and the fault is the request's; a refusal is infinitely different from an answer.
 */
export function compareOutcomes(
  found: WrittenOutcome,
  expected: WrittenOutcome,
  sizes: TypicalSizes,
): readonly WrittenDifference[] {
  if (found.ok && expected.ok) return writtenDifferences(found.value, expected.value, sizes);
  if (!found.ok && !expected.ok) {
    const [one, other] = [refusals.get(found.error.code), refusals.get(expected.error.code)];
    if (one !== undefined && one === other) return [];
  }
  const error = Number.POSITIVE_INFINITY;
  return [{ path: "answer", found: shown(found), expected: shown(expected), error }];
}

/** What clients see of refusals that are their sender's fault. */
const refusals: ReadonlyMap<ErrorCode, string> = new Map([
  ["invalid_request", "400 BAD_REQUEST"],
  ["model_error", "400 BAD_REQUEST"],
  ["schema_mismatch", "400 INVALID_PARAMETER_VALUE"],
  ["unsupported_media_type", "415 BAD_REQUEST"],
  ["payload_too_large", "413 BAD_REQUEST"],
]);

function shown(outcome: WrittenOutcome): string {
  return outcome.ok ? "an answer" : `refused: ${outcome.error.message.slice(0, 300)}`;
}
