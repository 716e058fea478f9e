import type { ServableModel } from "@switchyard/core";
import { askModel, type Question } from "./ask-model.ts";

const fewestRuns = 20;

/** Milliseconds of the middle one of at least twenty answers, asked one after the other; nothing when it answers none. */
export async function medianLatencyMs(
  servable: ServableModel,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<number | undefined> {
  const durations: number[] = [];
  for (let run = 0; run < Math.max(fewestRuns, Math.min(questions.length, 5 * fewestRuns)); run += 1) {
    const question = questions[run % questions.length];
    if (!question) return undefined;
    const startMs = performance.now();
    const answer = await askModel(servable, question, signal);
    if (answer.ok) durations.push(performance.now() - startMs);
  }
  return durations.toSorted((one, other) => one - other)[Math.floor(durations.length / 2)];
}
