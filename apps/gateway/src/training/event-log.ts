import { EventEmitter, once } from "node:events";
import { GatewayError, type TrainingEvent } from "@switchyard/core";

const mostEvents = 1000;
const mostFollowers = 100;

/** What has happened to a job, the latest 1000 events; a follower holds its place in it and nothing more. */
export class EventLog {
  readonly #news = new EventEmitter().setMaxListeners(mostFollowers);
  #events: TrainingEvent[] = [];
  /** How many events there were before those that are kept. */
  #gone = 0;
  #followers = 0;

  append(event: TrainingEvent): void {
    this.#events.push(event);
    if (this.#events.length > mostEvents) {
      this.#events.shift();
      this.#gone += 1;
    }
    this.#news.emit("event");
  }

  /** What has happened and what happens, up to the job's end. Throws `overloaded`, and the signal's reason. */
  async *follow(signal: AbortSignal): AsyncGenerator<TrainingEvent> {
    if (this.#followers >= mostFollowers)
      throw new GatewayError("overloaded", `${mostFollowers} others follow this job already`);
    this.#followers += 1;
    try {
      yield* this.#read(signal);
    } finally {
      this.#followers -= 1;
    }
  }

  async *#read(signal: AbortSignal): AsyncGenerator<TrainingEvent> {
    for (let next = 0; ;) {
      const event = this.#events[Math.max(next - this.#gone, 0)];
      if (event) {
        next = Math.max(next, this.#gone) + 1;
        yield event;
        if (event.kind === "end") return;
      } else await once(this.#news, "event", { signal });
    }
  }
}
