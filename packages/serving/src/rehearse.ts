import type { EncodedRequest, Rehearsal } from "@switchyard/core";
import type { Answered } from "./worker-link.ts";

/** Those who wait for the new version wait for this, too. */
const longestMs = 15;
const mostRounds = 8;
const patienceMs = 1000;

/**
 * Asks a fresh worker for the same again and again, over the link that callers' requests will take: what has been
 * that way once is compiled and lies in caches, and the first caller's answer takes half as long. Ends early when the
 * worker refuses or is gone.
 */
export async function rehearse(
  { operation, contentType, body }: Rehearsal,
  send: (requests: readonly EncodedRequest[]) => Promise<Answered>,
): Promise<void> {
  const endMs = performance.now() + longestMs;
  for (let round = 0; round < mostRounds && performance.now() < endMs; round += 1) {
    const deadlineMs = Date.now() + patienceMs;
    const request: EncodedRequest = { operation, contentType, deadlineMs, body: Buffer.from(body) };
    const answered = await send([request]).catch(() => undefined);
    if (answered?.answers[0]?.ok !== true) return;
  }
}
