import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { TrainingEvent, TrainingJobs, TrainingRef } from "@switchyard/core";
import { jobView } from "./job-view.ts";

/** Closer together than proxies take for the end of a connection. */
const heartbeatMs = 15_000;

/** Answers with a job's events, those of the past first, and ends with the job, or when whoever follows goes away. */
export async function followJob(res: ServerResponse, jobs: TrainingJobs, ref: TrainingRef): Promise<void> {
  const leaving = new AbortController();
  res.once("close", () => leaving.abort());
  const heartbeat = setInterval(() => {
    if (res.headersSent && !res.writableNeedDrain) res.write(": the job has not ended\n\n");
  }, heartbeatMs);
  try {
    for await (const event of jobs.follow(ref, leaving.signal)) await write(res, event, leaving.signal);
    res.end();
  } catch (thrown) {
    if (!leaving.signal.aborted) throw thrown;
  } finally {
    clearInterval(heartbeat);
  }
}

/** The head goes out with the first event, so that a refusal before it can be one. */
async function write(res: ServerResponse, event: TrainingEvent, signal: AbortSignal): Promise<void> {
  if (!res.headersSent)
    res.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    });
  const isTaken = res.write(`event: ${event.kind}\ndata: ${JSON.stringify(dataOf(event))}\n\n`);
  if (!isTaken) await once(res, "drain", { signal });
}

function dataOf(event: TrainingEvent): unknown {
  switch (event.kind) {
    case "progress":
      return { status: event.status, progress: event.progress ?? null, message: event.message ?? null };
    case "metrics":
      return { step: event.step ?? null, metrics: event.metrics };
    case "end":
      return jobView(event.job);
  }
}
