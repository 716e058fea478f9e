import { GatewayError, type FetchedModel, type ServableModel, type Verification } from "@switchyard/core";
import { verifyCompanion } from "@switchyard/serving";
import type { WorkerModels } from "../runtimes/worker-models.ts";

export interface ProveOptions {
  readonly workers: WorkerModels;
  /** Runs the model itself. */
  readonly interpreter: string;
  /** The same model with its graph beside it. */
  readonly companion: FetchedModel;
  readonly tolerance: number;
  readonly onProgress: (step: string) => void;
}

/** Whether a companion may answer for its model; `reason` where it may not. */
export interface Proof {
  readonly reason: string | undefined;
  readonly verification: Verification | undefined;
  /** Whether another comparison would end the same way. */
  readonly isFinal: boolean;
}

/** Asks a model and its companion the same; throws when the model itself cannot be loaded, or the signal comes. */
export async function proveCompanion(
  model: FetchedModel,
  { workers, interpreter, companion, tolerance, onProgress }: ProveOptions,
  signal: AbortSignal,
): Promise<Proof> {
  await using python = await workers.python(model, { interpreter, replicas: 1, isQuiet: true }, signal);
  await using native = await started(workers.native(companion, { replicas: 1 }, signal), signal);
  if ("reason" in native) return { ...native, verification: undefined };
  const { manifest, directory } = model;
  const onAsked = (done: number, total: number): void =>
    onProgress(`comparing the companion with the model: ${done} of ${total} requests`);
  try {
    const question = { python, native: native.servable, manifest, directory, tolerance, onProgress: onAsked };
    const verification = await verifyCompanion(question, signal);
    return { reason: reasonOf(verification), verification, isFinal: true };
  } catch (thrown) {
    signal.throwIfAborted();
    return { ...refusalBy(thrown), verification: undefined };
  }
}

type Refusal = Pick<Proof, "isFinal"> & { readonly reason: string };
type Started = AsyncDisposable & ({ readonly servable: ServableModel } | Refusal);

/** A graph that cannot be loaded is no fault of the model's. */
async function started(starting: Promise<ServableModel>, signal: AbortSignal): Promise<Started> {
  try {
    const servable = await starting;
    return { servable, [Symbol.asyncDispose]: () => servable[Symbol.asyncDispose]() };
  } catch (thrown) {
    signal.throwIfAborted();
    const { reason, isFinal } = refusalBy(thrown);
    return {
      reason: `the companion cannot be loaded: ${reason}`,
      isFinal,
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
}

/** What fails for want of time or memory may go well another time. */
function refusalBy(thrown: unknown): Refusal {
  const { code, message } = GatewayError.from(thrown);
  return { reason: message, isFinal: code === "load_failed" };
}

function reasonOf({ differing, requests, worst }: Verification): string | undefined {
  if (differing === 0) return undefined;
  const where = worst ? `: ${worst.path}: ${shown(worst.found)} instead of ${shown(worst.expected)}` : "";
  return `the companion answers ${differing} of ${requests} requests otherwise than the model${where}`;
}

const longest = 120;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
