import type { ErrorRecord, HistoryEvent, ModelState, ModelVersion, Traffic } from "@switchyard/core";
import { VersionTimes } from "./version-times.ts";

/** What is told of an event beside its version. */
type Facts = Pick<HistoryEvent, "kind"> & Partial<Omit<HistoryEvent, "at" | "version">>;

const mostEvents = 200;
const mostFailures = 20;

/** What has happened to one model, the latest 200 events; a load that fails again for the same reason is no news. */
export class Timeline {
  /** The newest last. */
  readonly #events: HistoryEvent[] = [];
  readonly #loads = new VersionTimes();
  readonly #deaths = new VersionTimes();
  /** Why a version failed last. */
  readonly #failures = new Map<string, string>();
  readonly #onEvent: (event: HistoryEvent) => void;

  constructor(onEvent: (event: HistoryEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** The newest first. */
  get events(): readonly HistoryEvent[] {
    return this.#events.toReversed();
  }

  enter(version: ModelVersion, state: ModelState, failure: ErrorRecord | undefined): void {
    if (state === "loading") this.#begin(version);
    if (state === "ready") this.#ready(version);
    if (state === "failed") this.#fail(version, failure?.message ?? "it could not be loaded");
    if (state === "draining") this.#add(version, { kind: "draining" });
    if (state === "closed") this.#close(version);
  }

  switched(to: ModelVersion, from: ModelVersion | undefined): void {
    const durationMs = this.#loads.end(to.version);
    this.#add(to, { kind: "switched", fromVersion: from?.version, durationMs });
  }

  held(version: ModelVersion, reason: string, backTo: ModelVersion | undefined): void {
    if (backTo) this.#add(backTo, { kind: "rolled_back", fromVersion: version.version, reason });
    else this.#add(version, { kind: "held", reason });
  }

  rested(version: ModelVersion, reason: string): void {
    this.#add(version, { kind: "resting", reason });
  }

  woken(version: ModelVersion, durationMs: number): void {
    this.#add(version, { kind: "woken", durationMs });
  }

  trafficSplit(version: ModelVersion, traffic: Traffic): void {
    const parts = [...traffic].map(([label, weight]) => `${label} ${weight}`).join(", ");
    this.#add(version, { kind: "traffic", reason: parts === "" ? "all to the followed version" : parts });
  }

  workerEnded({ version }: ModelVersion): void {
    this.#deaths.begin(version);
  }

  workerStarted(version: ModelVersion): void {
    const durationMs = this.#deaths.end(version.version);
    if (durationMs === undefined) return;
    this.#add(version, { kind: "restarted", reason: "its worker had ended unexpectedly", durationMs });
  }

  #begin(version: ModelVersion): void {
    this.#loads.begin(version.version);
    if (!this.#failures.has(version.version)) this.#add(version, { kind: "loading" });
  }

  #ready(version: ModelVersion): void {
    this.#failures.delete(version.version);
    this.#add(version, { kind: "ready", durationMs: this.#loads.since(version.version) });
  }

  #fail(version: ModelVersion, reason: string): void {
    const durationMs = this.#loads.end(version.version);
    if (this.#failures.get(version.version) === reason) return;
    this.#failures.set(version.version, reason);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostFailures && oldest !== undefined) this.#failures.delete(oldest);
    this.#add(version, { kind: "failed", reason, durationMs });
  }

  /** What was never served is only forgotten. */
  #close(version: ModelVersion): void {
    this.#loads.end(version.version);
    this.#deaths.end(version.version);
    const latest = this.#events.findLast((each) => each.version === version.version);
    if (latest?.kind === "draining") this.#add(version, { kind: "closed" });
  }

  #add({ version, alias }: ModelVersion, facts: Facts): void {
    const unknown = { fromVersion: undefined, reason: undefined, durationMs: undefined };
    const event = { at: new Date(), version, alias, ...unknown, ...facts };
    this.#events.push(event);
    if (this.#events.length > mostEvents) this.#events.shift();
    this.#onEvent(event);
  }
}
