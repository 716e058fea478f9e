import type { ServerResponse } from "node:http";
import {
  exactNumbers,
  GatewayError,
  type Activity,
  type HistoryEvent,
  type TrainingJob,
} from "@switchyard/core";
import { historyEventView } from "../models/history-view.ts";
import { modelsView } from "../models/models-view.ts";
import { currentView } from "../models/statistics-view.ts";
import { jobView } from "../training/job-view.ts";
import { EventStream } from "./event-stream.ts";
import { onceEach, type Listener, type View } from "./listener.ts";

const mostListeners = 64;
const everyMs = 1000;
/** Closer together than proxies take for the end of a connection. */
const beatsEvery = 15;
/** What happens within it is told at once. */
const togetherMs = 100;

/** Tells all who listen what happens to models, at most 64 of them; costs nothing while nobody does. */
export class EventFeed implements Disposable {
  readonly #listeners = new Set<Listener>();
  /** Changed since they were told, by their ids. */
  readonly #jobs = new Map<string, TrainingJob>();
  readonly #activity: Pick<Activity, "currentOf">;
  #clock: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #ticks = 0;
  #isOver = false;

  constructor(activity: Pick<Activity, "currentOf">) {
    this.#activity = activity;
  }

  /** Answers with events until the listener goes. Throws `unavailable` where too many listen. */
  open(res: ServerResponse, view: View): void {
    if (this.#isOver) throw new GatewayError("unavailable", "the gateway is stopping");
    if (this.#listeners.size >= mostListeners)
      throw new GatewayError("unavailable", `${mostListeners} others listen already`);
    const listener: Listener = { stream: new EventStream(res), view, models: "" };
    this.#listeners.add(listener);
    res.once("close", () => this.#leave(listener));
    this.#clock ??= setInterval(() => this.#tick(), everyMs).unref();
    this.#tellModels([listener]);
    this.#tellStatistics([listener]);
  }

  /** Tells it, and how the models are then. */
  happened(model: string, event: HistoryEvent): void {
    if (this.#listeners.size === 0) return;
    this.#tellOf(model, "history", JSON.stringify({ model, event: historyEventView(event) }));
    this.#tellSoon();
  }

  jobChanged(job: TrainingJob): void {
    if (this.#listeners.size === 0) return;
    this.#jobs.set(job.id, job);
    this.#tellSoon();
  }

  /** Ends all answers, so that the gateway can stop. */
  [Symbol.dispose](): void {
    this.#isOver = true;
    for (const { stream } of this.#listeners) stream.end();
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#clock);
    clearTimeout(this.#soon);
    this.#clock = undefined;
    this.#soon = undefined;
    this.#jobs.clear();
  }

  /** Not all that changes tells of itself: aliases of a version that serves on do not. */
  #tick(): void {
    this.#ticks += 1;
    this.#tellModels(this.#listeners);
    this.#tellStatistics(this.#listeners);
    if (this.#ticks % beatsEvery === 0) for (const { stream } of this.#listeners) stream.beat();
  }

  #tellSoon(): void {
    this.#soon ??= setTimeout(() => this.#tellChanges(), togetherMs).unref();
  }

  #tellChanges(): void {
    this.#soon = undefined;
    this.#tellModels(this.#listeners);
    for (const job of this.#jobs.values())
      this.#tellOf(job.model, "training", JSON.stringify({ model: job.model, job: jobView(job) }));
    this.#jobs.clear();
  }

  #tellModels(listeners: Iterable<Listener>): void {
    const textOf = onceEach((view) => JSON.stringify(modelsView(view), exactNumbers));
    for (const listener of listeners) {
      const text = textOf(listener.view);
      if (text === listener.models) continue;
      listener.models = text;
      listener.stream.send("models", text);
    }
  }

  #tellStatistics(listeners: Iterable<Listener>): void {
    const at = new Date().toISOString();
    const textOf = onceEach(({ models }) => {
      const views = models.names().map((name) => [name, currentView(this.#activity.currentOf(name))]);
      return JSON.stringify({ at, models: Object.fromEntries(views) });
    });
    for (const { stream, view } of listeners) stream.send("statistics", textOf(view));
  }

  #tellOf(model: string, event: string, json: string): void {
    for (const { stream, view } of this.#listeners)
      if (view.models.names().includes(model)) stream.send(event, json);
  }
}
