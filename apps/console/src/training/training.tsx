import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { ConfirmDialog, type Confirmed } from "../actions/confirm-dialog.tsx";
import { ask, modelPath } from "../api/ask.ts";
import { trainingJob, trainingJobs, type TrainingJob } from "../api/training.ts";
import { live } from "../state/live.ts";
import { mergeJob } from "../state/merge-job.ts";
import { useAsked } from "../state/use-asked.ts";
import { announce } from "../ui/announcement.tsx";
import { JobItem } from "./job-item.tsx";
import { parametersOf, trainingBody, type Parameter } from "./parameter.ts";
import { ParameterField } from "./parameter-field.tsx";

interface TrainingProps {
  readonly name: string;
  /** Of the parameters. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The trainings of a model as they go on, and the start of another. */
export function Training({ name, schema }: TrainingProps): VNode {
  const isOpen = useSignal(false);
  const jobs = useJobs(name);
  const parameters = parametersOf(schema);
  return (
    <section class="card section" aria-labelledby="training-heading">
      <div class="section-head">
        <h2 id="training-heading">Training</h2>
        <button type="button" class="button button-small" onClick={() => (isOpen.value = true)}>
          Train
        </button>
      </div>
      {jobs.length === 0 && <p class="hint">No training since the gateway started.</p>}
      <ol class="jobs" aria-label="Trainings">
        {jobs.map((job) => (
          <JobItem key={job.job_id} name={name} job={job} />
        ))}
      </ol>
      {isOpen.value && (
        <ConfirmDialog
          title={`Train ${name}?`}
          run={async (confirmed) => await start(name, parameters, confirmed)}
          onClose={() => (isOpen.value = false)}
        >
          <p>A version that the training registers takes over once it has passed the gate.</p>
          {parameters.map((parameter) => (
            <ParameterField key={parameter.name} parameter={parameter} />
          ))}
        </ConfirmDialog>
      )}
    </section>
  );
}

/** What was asked once, brought up to date by what was heard since. */
function useJobs(name: string): readonly TrainingJob[] {
  const { value } = useAsked(modelPath(name, "/train"), trainingJobs, { when: live.value.connection.kind });
  const heard = live.value.jobs.get(name) ?? [];
  return heard.toReversed().reduce(mergeJob, value?.jobs ?? []);
}

async function start(
  name: string,
  parameters: readonly Parameter[],
  { form, headers }: Confirmed,
): Promise<void> {
  const body = trainingBody(parameters, form);
  const { status } = await ask(modelPath(name, "/train"), trainingJob, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body,
  });
  announce(`Training ${name}: ${status}`);
}
