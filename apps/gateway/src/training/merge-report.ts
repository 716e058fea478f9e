import type { TrainingEvent, TrainingJob } from "@switchyard/core";
import type { Report } from "./report.ts";

const longestHistory = 500;
const mostMetrics = 250;

/** The job once its command has said this. */
export function mergeReport(job: TrainingJob, report: Report): TrainingJob {
  const { progress = job.progress, message = job.message, step, metrics } = report;
  const { runId = job.runId, modelName = job.modelName, version = job.version } = report;
  return {
    ...job,
    progress,
    message,
    runId,
    modelName,
    version,
    metrics: metrics ? bounded({ ...job.metrics, ...metrics }) : job.metrics,
    history: metrics ? [...job.history, { step, metrics }].slice(-longestHistory) : job.history,
  };
}

/** What those who follow the job hear of it. */
export function eventsOf(
  job: TrainingJob,
  { progress, message, step, metrics }: Report,
): readonly TrainingEvent[] {
  const hasMoved = progress !== undefined || message !== undefined;
  return [
    ...(hasMoved ? [progressOf(job)] : []),
    ...(metrics ? [{ kind: "metrics" as const, step, metrics }] : []),
  ];
}

/** How far a job is. */
export function progressOf({ status, progress, message }: TrainingJob): TrainingEvent {
  return { kind: "progress", status, progress, message };
}

function bounded(metrics: TrainingJob["metrics"]): TrainingJob["metrics"] {
  const all = Object.entries(metrics);
  return all.length <= mostMetrics ? metrics : Object.fromEntries(all.slice(0, mostMetrics));
}
