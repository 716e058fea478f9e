import { createInterface } from "node:readline";
import { Readable } from "node:stream";

/** An event as it came over the line. */
export interface HeardEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Somebody who listens to `/events`; disposal hangs up. */
export interface EventListener extends AsyncDisposable {
  /** The next event of this kind that fits; what comes before it is passed over. */
  next(event: string, fits?: (data: unknown) => boolean): Promise<unknown>;
  /** Resolves when the gateway has ended the answer. */
  ended(): Promise<void>;
}

/** Listens at a gateway, and resolves once it answers. */
export async function listenTo(baseUrl: string, path = "/events"): Promise<EventListener> {
  const leaving = new AbortController();
  const response = await fetch(`${baseUrl}${path}`, { signal: leaving.signal });
  if (!response.ok || !response.body) throw new Error(`${path} answered ${response.status}`);
  const events = eventsOf(Readable.fromWeb(response.body));
  return {
    async next(event, fits = () => true) {
      for (;;) {
        const { done, value } = await events.next();
        if (done === true) throw new Error(`the answer ended before ${event}`);
        if (value.event === event && fits(value.data)) return value.data;
      }
    },
    async ended() {
      while ((await events.next()).done !== true);
    },
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await events.next().catch(() => undefined);
    },
  };
}

async function* eventsOf(body: Readable): AsyncGenerator<HeardEvent> {
  let event = "";
  for await (const line of createInterface({ input: body })) {
    if (line.startsWith("event: ")) event = line.slice("event: ".length);
    if (line.startsWith("data: ")) yield { event, data: JSON.parse(line.slice("data: ".length)) };
  }
}
