import type { Promotion, TrainingJob } from "@switchyard/core";

/** A job in the words of HTTP; what is not known is null. */
export function jobView(job: TrainingJob): Readonly<Record<string, unknown>> {
  return {
    job_id: job.id,
    model: job.model,
    status: job.status,
    parameters: job.parameters,
    progress: job.progress ?? null,
    message: job.message ?? null,
    metrics: job.metrics,
    history: job.history.map(({ step, metrics }) => ({ step: step ?? null, metrics })),
    model_name: job.modelName ?? null,
    version: job.version ?? null,
    run_id: job.runId ?? null,
    error: job.error ?? null,
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    ended_at: job.endedAt?.toISOString() ?? null,
    promotion: job.promotion ? promotionView(job.promotion) : null,
  };
}

function promotionView({ alias, status, reason }: Promotion): Readonly<Record<string, unknown>> {
  return { alias, status, reason: reason ?? null };
}
