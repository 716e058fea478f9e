import type { ServerResponse } from "node:http";
import { GatewayError, type TrainingJob, type TrainingJobs } from "@switchyard/core";
import type { Request, Response } from "express";
import { flagOf } from "../flag-of.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { requestIdOf } from "../request-id.ts";
import { writeError } from "../write-error.ts";
import { jobView } from "./job-view.ts";
import { readParameters } from "./read-parameters.ts";

/** Starts a job and answers 202 at once, or with `?wait=true` once it has ended. */
export async function startJob(
  req: Request<{ name: string }>,
  res: Response,
  jobs: TrainingJobs,
): Promise<void> {
  const signal = flagOf(req.query, "wait", false) ? waitSignal(req, res) : undefined;
  const job = jobs.start(req.params.name, await readParameters(req, res));
  res.location(`${req.originalUrl.replace(/\?.*$/s, "")}/${job.id}`);
  answer(req, res, signal ? await untilEnded(job, jobs, signal) : job);
}

/** As long as the caller stays, and at most as long as it says; the job goes on in any case. */
function waitSignal(req: Request<{ name: string }>, res: ServerResponse): AbortSignal {
  const leaving = new AbortController();
  res.once("close", () => leaving.abort());
  const limit = req.headers["x-request-timeout"];
  if (limit === undefined) return leaving.signal;
  return AbortSignal.any([leaving.signal, AbortSignal.timeout(parseTimeout(limit))]);
}

async function untilEnded(
  { model, id }: TrainingJob,
  jobs: TrainingJobs,
  signal: AbortSignal,
): Promise<TrainingJob> {
  try {
    for await (const event of jobs.follow({ model, id }, signal)) if (event.kind === "end") return event.job;
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
  return jobs.find({ model, id });
}

/** A job that did not succeed is an error with the job beside it, so that a caller who looks at statuses sees it. */
function answer(req: Request<{ name: string }>, res: Response, job: TrainingJob): void {
  const view = jobView(job);
  if (job.status === "failed" || job.status === "cancelled")
    return writeError(res, errorOf(job), { requestId: requestIdOf(req), extra: { job: view } });
  res.status(job.status === "succeeded" ? 200 : 202).json(view);
}

function errorOf({ model, status, error }: TrainingJob): GatewayError {
  return status === "failed"
    ? new GatewayError("training_failed", `training ${model} failed: ${error}`)
    : new GatewayError("conflict", `training ${model} was cancelled: ${error}`);
}
