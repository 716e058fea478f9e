import { GatewayError, type Logger, type Promotion, type ReloadModel } from "@switchyard/core";
import { conclude, notStarted } from "./conclude.ts";
import type { Conclusion, Job } from "./job.ts";
import type { Candidacy } from "./promote.ts";
import { parseReport } from "./report.ts";
import { runCommand } from "./run-command.ts";
import type { TrainedModel } from "./trained-model.ts";

export interface RunJobOptions {
  /** Has the gateway follow what the registry says of a model by now. */
  readonly reload: ReloadModel;
  readonly promote: (candidacy: Candidacy, signal: AbortSignal) => Promise<Promotion>;
  readonly log: Logger;
  /** How long a command may take to end after it was asked to. */
  readonly graceMs: number;
}

const longestTail = 20;
const longestComplaint = 1000;

/** Runs a job to its end: its command, then what that registered is promoted or followed. Never rejects. */
export async function runJob(job: Job, trained: TrainedModel, options: RunJobOptions): Promise<void> {
  const { model, id } = job.state;
  const startMs = performance.now();
  options.log.info("training started", { model, job: id });
  job.begin();
  const conclusion = await train(job, trained, options);
  if (conclusion.status === "succeeded") await bringOn(job, trained, options);
  job.end(conclusion);
  const { status, version, promotion } = job.state;
  const durationMs = Math.round(performance.now() - startMs);
  options.log.info("training ended", { model, job: id, status, version, promotion, durationMs });
}

async function train(job: Job, trained: TrainedModel, { log, graceMs }: RunJobOptions): Promise<Conclusion> {
  const { settings, env } = trained;
  const { command, directory, timeLimitMs } = settings;
  const { model, id, parameters } = job.state;
  const late = AbortSignal.timeout(timeLimitMs);
  const tail: string[] = [];
  const running = {
    command,
    directory,
    env,
    input: JSON.stringify(parameters),
    graceMs,
    onLine: (line: string) => hear(job, line, { trained, log }),
    onComplaint: (line: string) => {
      log.debug("training complains", { model, job: id, line });
      tail.push(line.slice(0, longestComplaint));
      if (tail.length > longestTail) tail.shift();
    },
  };
  try {
    const code = await runCommand(running, AbortSignal.any([job.signal, late]));
    const { cancelledBecause } = job;
    const complaint = tail.findLast((line) => line.trim() !== "")?.trim() ?? "";
    const end = { program: command[0], code, complaint, cancelledBecause, isLate: late.aborted, timeLimitMs };
    const conclusion = conclude(end);
    if (conclusion.status === "failed")
      log.warn("training command failed", { model, job: id, code, complaint: tail.join("\n") });
    return conclusion;
  } catch (thrown) {
    return notStarted(command[0], directory, thrown);
  }
}

interface HearOptions {
  readonly trained: TrainedModel;
  readonly log: Logger;
}

function hear(job: Job, line: string, { trained, log }: HearOptions): void {
  const report = parseReport(line);
  if (!report) return log.debug("training says", { model: job.state.model, job: job.state.id, line });
  const isNamed = report.version === undefined || job.state.modelName !== undefined;
  job.report(isNamed ? report : { ...report, modelName: report.modelName ?? trained.registeredName });
}

async function bringOn(job: Job, trained: TrainedModel, options: RunJobOptions): Promise<void> {
  const { version } = job.state;
  const { promote: alias } = trained.settings;
  if (version === undefined) return;
  if (alias === undefined) await followVersion(job, version, options);
  else await promoteVersion(job, { version, alias, registeredName: trained.registeredName }, options);
}

/** A model that follows its newest version serves another now; whether it does changes nothing about the training. */
async function followVersion(job: Job, version: string, { reload }: RunJobOptions): Promise<void> {
  const { model } = job.state;
  const registered = `version ${version} is registered`;
  job.report({ message: registered });
  try {
    const { newVersion } = await reload(model, job.signal);
    job.report({
      message: newVersion === version ? `${registered} and serves` : `${registered}; ${newVersion} serves`,
    });
  } catch (thrown) {
    job.report({ message: `${registered} and does not serve: ${GatewayError.from(thrown).message}` });
  }
}

async function promoteVersion(
  job: Job,
  { version, alias, registeredName }: Omit<Candidacy, "model">,
  { promote }: RunJobOptions,
): Promise<void> {
  const { model, modelName } = job.state;
  if (modelName !== registeredName) {
    const reason = `the command registered a version of ${modelName}, and ${model} is ${registeredName}`;
    return job.promoted({ alias, status: "refused", reason });
  }
  job.report({ message: `version ${version} is tried before ${alias} stays with it` });
  const promotion = await promote({ model, registeredName, version, alias }, job.signal);
  job.promoted(promotion);
  const isPromoted = promotion.status === "promoted";
  job.report({ message: `version ${version} ${isPromoted ? "got" : "did not get"} ${alias}` });
}
