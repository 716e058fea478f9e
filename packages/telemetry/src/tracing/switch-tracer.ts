import type {
  ErrorRecord,
  ModelVersion,
  ServingEvents,
  TracedRequest,
  TracedStep,
  Tracing,
} from "@switchyard/core";
import { Redactor } from "../log/redact.ts";

/** What a model's way to another version has come to so far. */
interface Switch {
  readonly trace: TracedRequest;
  readonly startMs: number;
  readonly steps: TracedStep[];
  to: string | undefined;
  readyMs: number | undefined;
}

interface Drain {
  readonly trace: TracedRequest;
  readonly startMs: number;
}

/** Records how models come to other versions: each switch, and its steps below it. */
export class SwitchTracer {
  readonly #tracing: Tracing;
  readonly #secrets: Redactor;
  readonly #asked = new Map<string, TracedRequest>();
  readonly #open = new Map<string, Switch>();
  /** What a model came to last. */
  readonly #last = new Map<string, Switch>();
  readonly #drains = new Map<string, Drain>();

  /** No reason that it tells holds one of the secrets. */
  constructor(tracing: Tracing, secrets: readonly string[] = []) {
    this.#tracing = tracing;
    this.#secrets = new Redactor(secrets);
  }

  /** What it hears of. */
  readonly events: Partial<ServingEvents> = {
    modelTimed: (version, phase, durationMs) => {
      const endMs = performance.now();
      if (phase === "resolve") this.#open.delete(version.name);
      const open = this.#of(version, endMs - durationMs);
      if (open) this.#add(open, version, { name: phase, startMs: endMs - durationMs, endMs });
    },
    modelStateChanged: (version, state, failure) => {
      if (state === "loading") this.#loading(version);
      if (state === "ready") this.#ready(version);
      if (state === "failed") this.#end(version, failure);
      if (state === "draining") this.#draining(version);
      if (state === "closed") this.#closed(version);
    },
    modelSwitched: (version) => this.#switched(version),
  };

  /** What the model does meanwhile somebody has asked for. */
  async within<Value>(
    name: string,
    trace: TracedRequest | undefined,
    run: () => Promise<Value>,
  ): Promise<Value> {
    if (!trace) return await run();
    this.#asked.set(name, trace);
    try {
      return await run();
    } finally {
      this.#asked.delete(name);
    }
  }

  #of({ name }: ModelVersion, startMs: number): Switch | undefined {
    const open = this.#open.get(name);
    if (open) return open;
    const asked = this.#asked.get(name);
    const trace = asked ? this.#tracing.child(asked) : this.#tracing.start();
    if (!trace) return undefined;
    const opened = { trace, startMs, steps: [], to: undefined, readyMs: undefined };
    this.#open.set(name, opened);
    return opened;
  }

  #loading(version: ModelVersion): void {
    const open = this.#of(version, performance.now());
    if (open) open.to = version.version;
  }

  #ready({ name }: ModelVersion): void {
    const open = this.#open.get(name);
    if (open) open.readyMs = performance.now();
  }

  #switched(version: ModelVersion): void {
    const open = this.#of(version, performance.now());
    if (!open) return;
    open.to = version.version;
    const endMs = performance.now();
    this.#add(open, version, { name: "flip", startMs: open.readyMs ?? endMs, endMs });
    this.#end(version, undefined);
  }

  #add(
    { trace, steps }: Pick<Switch, "trace" | "steps">,
    version: ModelVersion,
    step: Pick<TracedStep, "name" | "startMs" | "endMs">,
  ): void {
    steps.push(stepOf(version, { ...step, trace: this.#tracing.child(trace) }));
  }

  #end(version: ModelVersion, failure: ErrorRecord | undefined): void {
    const open = this.#open.get(version.name);
    if (!open) return;
    this.#open.delete(version.name);
    this.#last.set(version.name, open);
    const { trace, startMs, steps } = open;
    const error = failure && { ...failure, message: this.#secrets.text(failure.message) };
    for (const step of steps) this.#tracing.record(step);
    this.#tracing.record(
      stepOf(version, { trace, name: "switch", startMs, endMs: performance.now(), error }),
    );
  }

  /** The end of the version that was switched to belongs to no switch. */
  #draining(version: ModelVersion): void {
    const of = this.#open.get(version.name) ?? this.#last.get(version.name);
    if (!of || of.to === version.version) return;
    this.#drains.set(keyOf(version), { trace: of.trace, startMs: performance.now() });
  }

  #closed(version: ModelVersion): void {
    const drain = this.#drains.get(keyOf(version));
    if (!drain) return;
    this.#drains.delete(keyOf(version));
    const trace = this.#tracing.child(drain.trace);
    const times = { startMs: drain.startMs, endMs: performance.now() };
    this.#tracing.record(stepOf(version, { trace, name: "drain", ...times }));
  }
}

interface StepFacts extends Pick<TracedStep, "trace" | "name" | "startMs" | "endMs"> {
  readonly error?: ErrorRecord | undefined;
}

function stepOf({ name, version, alias }: ModelVersion, { error, ...facts }: StepFacts): TracedStep {
  const attributes = {
    model_name: name,
    model_version: version,
    ...(alias !== undefined && { model_alias: alias }),
  };
  return { kind: "step", isRequest: false, attributes, error, ...facts };
}

function keyOf({ name, version }: ModelVersion): string {
  return JSON.stringify([name, version]);
}
