import type { ErrorCode, Outcome, ServableModel } from "@switchyard/core";
import { askModel } from "./ask-model.ts";
import { compareAnswers, type AnswerDifference } from "./compare-answers.ts";
import type { RecordedRequest } from "./recorded-request.ts";

export interface ReplayOptions {
  readonly requests: readonly RecordedRequest[];
  readonly candidate: ServableModel;
  /** Answers what has no recorded answer; without one, such requests need only be answered. */
  readonly incumbent: ServableModel | undefined;
  readonly tolerance: number;
}

/** What two versions made of a request. */
export interface Replayed {
  readonly request: RecordedRequest;
  readonly found: Outcome<unknown>;
  /** The incumbent's answer or the recorded one; undefined where there is neither. */
  readonly expected: Outcome<unknown> | undefined;
  readonly differences: readonly AnswerDifference[];
}

const concurrency = 8;

/** Asks both versions the same, a few requests at a time; what comes back is in the requests' order. */
export async function replay(options: ReplayOptions, signal: AbortSignal): Promise<readonly Replayed[]> {
  const replayed: Replayed[] = [];
  const waiting = options.requests.entries();
  const clients = Array.from({ length: concurrency }, async () => {
    for (const [index, request] of waiting) replayed[index] = await replayOne(request, options, signal);
  });
  await Promise.all(clients);
  return replayed;
}

async function replayOne(
  request: RecordedRequest,
  { candidate, incumbent, tolerance }: ReplayOptions,
  signal: AbortSignal,
): Promise<Replayed> {
  const [found, expected] = await Promise.all([
    askModel(candidate, request, signal),
    "expected" in request
      ? { ok: true as const, value: request.expected }
      : incumbent && askModel(incumbent, request, signal),
  ]);
  return { request, found, expected, differences: differencesOf(found, expected, tolerance) };
}

/** A refusal differs from an answer, and from a refusal for another reason. */
function differencesOf(
  found: Outcome<unknown>,
  expected: Outcome<unknown> | undefined,
  tolerance: number,
): readonly AnswerDifference[] {
  if (expected?.ok && found.ok) return compareAnswers(found.value, expected.value, tolerance);
  if (!expected) return found.ok ? [] : [{ path: "answer", found: shown(found), expected: "any answer" }];
  if (!found.ok && !expected.ok && found.error.code === expected.error.code) return [];
  return [{ path: "answer", found: shown(found), expected: shown(expected) }];
}

function shown(outcome: Outcome<unknown>): unknown {
  return outcome.ok ? outcome.value : `refused: ${outcome.error.message}`;
}

/** Refusals that say something of the request, not of how busy or broken its model is. */
const senderFaults: ReadonlySet<ErrorCode> = new Set([
  "invalid_request",
  "schema_mismatch",
  "unsupported_media_type",
  "payload_too_large",
  "model_error",
]);

/**
 * Whether what the two made of a request speaks against the candidate. What the incumbent refuses as its sender's
 * fault is no measure; what it fails at by its own fault needs only be answered.
 */
export function isFault({ found, expected, differences }: Replayed): boolean {
  if (!expected || expected.ok) return differences.length > 0;
  return !senderFaults.has(expected.error.code) && !found.ok;
}

/** Whether the incumbent had no time for it, so that nothing can be said. */
export function isUnknown({ expected }: Replayed): boolean {
  return expected !== undefined && !expected.ok && expected.error.code === "overloaded";
}

/** For instance `requests.jsonl:3: predictions[0].label: "a" instead of "b" (and 2 more)`. */
export function describeDifference({ request, differences }: Replayed): string {
  const [first, ...others] = differences;
  if (!first) return `${request.place}: alike`;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return `${request.place}: ${first.path}: ${briefly(first.found)} instead of ${briefly(first.expected)}${more}`;
}

const longest = 120;

function briefly(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
