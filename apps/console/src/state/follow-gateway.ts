import type { Signal } from "@preact/signals";
import { ApiError, messageOf } from "../api/api-error.ts";
import { ask } from "../api/ask.ts";
import { modelList } from "../api/model-line.ts";
import { readEvents } from "../api/read-events.ts";
import { announceEvent } from "./announce-event.ts";
import { wait } from "./wait.ts";
import type { Connection, LiveState } from "./live-state.ts";
import { reduceEvent } from "./reduce-event.ts";

const pollMs = 2000;
/** So often before events are asked for again. */
const polls = 15;
const longestDelayMs = 10_000;

/** Keeps the state in step with the gateway until it is told to end: by events, or by asking where there are none. */
export async function followGateway(live: Signal<LiveState>, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await followEvents(live, signal);
      failures = 0;
      setConnection(live, { kind: "lost", reason: "the gateway closed the connection" });
    } catch (thrown) {
      if (signal.aborted) return;
      if (live.value.connection.kind === "live") failures = 0;
      if (hasNoEvents(thrown)) await poll(live, signal);
      else setConnection(live, connectionAfter(thrown));
      failures += 1;
    }
    await wait(Math.min(500 * 2 ** failures, longestDelayMs), signal);
  }
}

async function followEvents(live: Signal<LiveState>, signal: AbortSignal): Promise<void> {
  for await (const event of readEvents(signal)) {
    setConnection(live, { kind: "live" });
    live.value = reduceEvent(live.value, event);
    announceEvent(event);
  }
}

/** Some gateways have none, and some have as many listeners as they take. */
function hasNoEvents(thrown: unknown): boolean {
  return thrown instanceof ApiError && (thrown.status === 404 || thrown.status === 503);
}

/** Asks for the list for a while, or until the gateway no longer answers. */
async function poll(live: Signal<LiveState>, signal: AbortSignal): Promise<void> {
  try {
    for (let round = 0; round < polls && !signal.aborted; round += 1) {
      const { models } = await ask("models", modelList, { signal });
      live.value = { ...live.value, models, connection: { kind: "polling" } };
      await wait(pollMs, signal);
    }
  } catch (thrown) {
    if (!signal.aborted) setConnection(live, connectionAfter(thrown));
  }
}

function connectionAfter(thrown: unknown): Connection {
  if (thrown instanceof ApiError && thrown.isAboutAccess) {
    const reason =
      thrown.status === 401 ? "This gateway answers only with a token." : "This token is not allowed here.";
    return { kind: "locked", reason };
  }
  return { kind: "lost", reason: messageOf(thrown) };
}

function setConnection(live: Signal<LiveState>, connection: Connection): void {
  if (connection.kind === "live" && live.value.connection.kind === "live") return;
  live.value = { ...live.value, connection };
}
