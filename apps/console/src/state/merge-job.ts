import type { TrainingJob } from "../api/training.ts";

const limit = 20;

/** The jobs with a newer state of one of them, or with a new one in front. */
export function mergeJob(jobs: readonly TrainingJob[], job: TrainingJob): readonly TrainingJob[] {
  const isKnown = jobs.some(({ job_id }) => job_id === job.job_id);
  if (isKnown) return jobs.map((each) => (each.job_id === job.job_id ? job : each));
  return [job, ...jobs].slice(0, limit);
}
