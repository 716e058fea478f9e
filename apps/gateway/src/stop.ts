import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Listener } from "./open-server.ts";
import { closeUnused } from "./unused-connections.ts";

/** Signals closer together than this come from one key press that reached us twice. */
const sameSignalMs = 250;

/** How long a connection may take with its first request once no others are accepted. */
const firstRequestMs = 1000;

export interface Stop {
  readonly signal: NodeJS.Signals;
}

export interface StopWatch {
  /** True from the first signal on. */
  readonly isStopping: () => boolean;
  /** Resolves at the first signal; a second one ends the process at once. */
  readonly stopped: Promise<Stop>;
}

/** Listens for the signals that end the gateway; call it before anything slow. */
export function watchSignals(): StopWatch {
  const { promise, resolve } = Promise.withResolvers<Stop>();
  let firstMs: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const nowMs = performance.now();
    firstMs ??= nowMs;
    if (nowMs - firstMs > sameSignalMs) process.kill(process.pid, "SIGKILL");
    resolve({ signal });
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, onSignal);
  return { isStopping: () => firstMs !== undefined, stopped: promise };
}

export interface DrainOptions {
  /** How long requests are still taken after readiness has gone, so that balancers notice. */
  readonly delayMs: number;
  /** How long running requests may take to end. */
  readonly timeoutMs: number;
}

/** Serves on for the delay, takes no more connections, and waits for the requests that run. */
export async function drain(
  listeners: readonly Listener[],
  { delayMs, timeoutMs }: DrainOptions,
): Promise<void> {
  await delay(delayMs);
  await Promise.all(listeners.map((listener) => close(listener, timeoutMs)));
}

async function close({ server, lane }: Listener, timeoutMs: number): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const startMs = performance.now();
  const idle = setInterval(() => {
    server.closeIdleConnections();
    lane?.closeIdle();
    if (performance.now() - startMs < firstRequestMs) return;
    closeUnused(server);
    lane?.closeUnused();
  }, 50);
  const late = setTimeout(() => {
    server.closeAllConnections();
    lane?.closeAll();
  }, timeoutMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
