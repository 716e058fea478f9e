import { setTimeout as delay } from "node:timers/promises";
import { FrameSplitter, packFrame, type EncodedRequest, type Rehearsal } from "@switchyard/core";
import { answerBatch } from "./answer-batch.ts";
import type { LoadedModel } from "./loaded-model.ts";

/** Of work. Longer ones take more from those who are served meanwhile than they give to the first callers. */
const longestMs = 25;
/** After this much of it comes a rest: who needs the core meanwhile waits for the end of it, whatever the priorities. */
const [stretchMs, restMs] = [1, 1];
const mostRounds = 200;
/** Who has answered less often by then takes long, or takes no such body. */
const quickRounds = 8;
const mostBytes = 16 * 1024;

/**
 * Answers one body again and again, alone and twice at a time, the whole way from frame to frame, so that the first
 * callers meet code that is compiled. Ends early where an answer takes long, or the model refuses. What was answered
 * quickly the gateway may ask again.
 */
export async function rehearse(body: Uint8Array, loaded: LoadedModel): Promise<Rehearsal | undefined> {
  const form = { operation: "invocations", contentType: "application/json" } as const;
  const request: EncodedRequest = { ...form, deadlineMs: Date.now() + 60_000, body };
  let round = 0;
  for (let workedMs = 0; round < mostRounds && workedMs < longestMs; await delay(restMs)) {
    const startMs = performance.now();
    let stretch = 0;
    for (; stretch < stretchMs && round < mostRounds; round += 1) {
      if (!(await play(round % 2 === 0 ? [request] : [request, request], loaded))) return undefined;
      stretch = performance.now() - startMs;
    }
    workedMs += stretch;
  }
  if (round < quickRounds || body.length > mostBytes) return undefined;
  return { ...form, body: Buffer.from(body).toString() };
}

/** Whether all were answered. */
async function play(requests: readonly EncodedRequest[], loaded: LoadedModel): Promise<boolean> {
  const sent = packFrame({ kind: "batch", id: 0, announce: false, requests });
  for (const frame of new FrameSplitter().push(Buffer.from(sent))) {
    if (frame.kind !== "batch") continue;
    const answered = await answerBatch(frame.requests, loaded);
    packFrame({ kind: "answers", id: 0, ...answered });
    if (answered.answers.some(({ ok }) => !ok)) return false;
  }
  return true;
}
