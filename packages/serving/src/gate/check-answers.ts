import { GatewayError, type Candidate } from "@switchyard/core";
import { askModel } from "./ask-model.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { describeDifference, isFault, isUnknown, replay } from "./replay.ts";

export interface AnswerChecks {
  readonly pair: Candidate;
  readonly example: RecordedRequest | undefined;
  readonly requests: readonly RecordedRequest[];
  readonly tolerance: number;
}

/**
 * What of the input example and the recorded requests speaks against the candidate. Throws `overloaded`, which
 * speaks against nobody, when the serving version has no time.
 */
export async function checkAnswers(checks: AnswerChecks, signal: AbortSignal): Promise<readonly string[]> {
  return [...(await checkExample(checks, signal)), ...(await checkRecorded(checks, signal))];
}

async function checkExample(
  { pair, example }: AnswerChecks,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!example) return [];
  const answer = await askModel(pair.candidate.servable, example, signal);
  return answer.ok ? [] : [`its input example is refused: ${answer.error.message}`];
}

async function checkRecorded(
  { pair, requests, tolerance }: AnswerChecks,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { candidate, incumbent } = pair;
  // One at rest needs longer than a request may be held.
  if (requests.length > 0) await incumbent?.servable.residence?.wake();
  const options = { requests, candidate: candidate.servable, incumbent: incumbent?.servable, tolerance };
  const replayed = await replay(options, signal);
  const unknown = replayed.find(isUnknown);
  if (unknown)
    throw new GatewayError(
      "overloaded",
      `the serving version has no time to be compared with: ${unknown.request.place}`,
    );
  const different = replayed.filter(isFault);
  const [first, ...others] = different;
  if (!first) return [];
  const count = others.length === 0 ? "" : ` (${different.length} of ${replayed.length} requests differ)`;
  return [`${describeDifference(first)}${count}`];
}
