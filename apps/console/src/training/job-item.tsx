import type { VNode } from "preact";
import { ActionButton } from "../actions/action-button.tsx";
import { ask, modelPath } from "../api/ask.ts";
import { trainingJob, type TrainingJob } from "../api/training.ts";
import { Moment } from "../ui/moment.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";

interface JobItemProps {
  readonly name: string;
  readonly job: TrainingJob;
}

/** One training: how far it is, what it has measured, and what came of it. */
export function JobItem({ name, job }: JobItemProps): VNode {
  const { job_id: id, status, progress, message, metrics, error } = job;
  const isGoing = status === "queued" || status === "running";
  return (
    <li class="job">
      <div class="section-head">
        <StatusBadge state={status} />
        <span class="job-when">
          <Moment at={job.created_at} />
        </span>
        {isGoing && (
          <ActionButton
            label="Stop"
            title="Stop this training?"
            text="The command is ended; what it has done so far is lost."
            run={async (headers) => await stop({ name, id, headers })}
          />
        )}
      </div>
      {isGoing && typeof progress === "number" && (
        <progress max={1} value={progress} aria-label="Progress of the training" />
      )}
      {message && <p class="hint">{message}</p>}
      {error && <p class="fault">{error}</p>}
      {resultOf(job) && <p>{resultOf(job)}</p>}
      <Values values={job.parameters} />
      <Values values={metrics} />
    </li>
  );
}

interface StopOptions {
  readonly name: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function stop({ name, id, headers }: StopOptions): Promise<string> {
  const below = `/train/${encodeURIComponent(id)}`;
  const { status } = await ask(modelPath(name, below), trainingJob, { method: "DELETE", headers });
  return `Training ${name}: ${status}`;
}

function resultOf({ version, promotion }: TrainingJob): string {
  const registered = version ? `Registered version ${version}.` : "";
  if (!promotion) return registered;
  const why = promotion.reason ? `: ${promotion.reason}` : "";
  return `${registered} @${promotion.alias} ${promotion.status}${why}.`;
}

function Values({ values }: { readonly values: Readonly<Record<string, unknown>> }): VNode | null {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <dl class="facts">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "number" ? Number(value.toPrecision(5)) : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
