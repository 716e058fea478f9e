import { GatewayError, type Logger, type TrainingJob, type TrainingJobs } from "@switchyard/core";
import type { Config } from "../config/config.ts";
import type { Models } from "../models.ts";
import { promote } from "./promote.ts";
import { keepSchedule } from "./schedule.ts";
import { trainedModels, type TrainedModel } from "./trained-model.ts";
import { Trainer } from "./trainer.ts";

export interface TrainingOptions {
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly models: Pick<Models, "registry" | "reload">;
  readonly log: Logger;
  /** Hears of each change of a job. */
  readonly onJob: (job: TrainingJob) => void;
}

/** Disposal ends the schedules and all jobs. */
export interface Training extends AsyncDisposable {
  readonly jobs: TrainingJobs;
}

/** Less than containers are given to stop. */
const graceMs = 5000;

/** Trains the models of a configuration, when somebody asks for it and by their schedules. */
export function createTraining({ config, env, models, log, onJob }: TrainingOptions): Training {
  const trained = trainedModels(config, env);
  const within = (signal: AbortSignal): AbortSignal =>
    AbortSignal.any([signal, AbortSignal.timeout(config.loadTimeoutMs)]);
  const jobs = new Trainer({
    models: trained,
    log,
    onJob,
    graceMs,
    promote: (candidacy, signal) => promote(candidacy, models, within(signal)),
    reload: (model, signal) => models.reload(model, within(signal)),
  });
  const schedules = keepSchedules(trained, jobs, log);
  return {
    jobs,
    async [Symbol.asyncDispose]() {
      schedules[Symbol.dispose]();
      await jobs[Symbol.asyncDispose]();
    },
  };
}

function keepSchedules(
  models: ReadonlyMap<string, TrainedModel>,
  jobs: TrainingJobs,
  log: Logger,
): Disposable {
  const schedules = new DisposableStack();
  for (const [model, { settings }] of models)
    if (settings.retrain) schedules.use(keepSchedule(settings.retrain, () => startDue(model, jobs, log)));
  return schedules;
}

/** With the schema's defaults; the turn is left out while an earlier job has not ended. */
function startDue(model: string, jobs: TrainingJobs, log: Logger): void {
  try {
    jobs.start(model, {});
  } catch (thrown) {
    log.warn("scheduled training left out", { model, reason: GatewayError.from(thrown).message });
  }
}
