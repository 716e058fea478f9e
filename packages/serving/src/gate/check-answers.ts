import type { Candidate } from "@switchyard/core";
import { askModel } from "./ask-model.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { describeDifference, isComparable, replay } from "./replay.ts";

export interface AnswerChecks {
  readonly pair: Candidate;
  readonly example: RecordedRequest | undefined;
  readonly requests: readonly RecordedRequest[];
  readonly tolerance: number;
}

/** What of the input example and the recorded requests speaks against the candidate. */
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
  const options = { requests, candidate: candidate.servable, incumbent: incumbent?.servable, tolerance };
  const replayed = await replay(options, signal);
  const different = replayed.filter((each) => each.differences.length > 0 && isComparable(each));
  const [first, ...others] = different;
  if (!first) return [];
  const count = others.length === 0 ? "" : ` (${different.length} of ${replayed.length} requests differ)`;
  return [`${describeDifference(first)}${count}`];
}
