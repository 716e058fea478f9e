import { setTimeout as delay } from "node:timers/promises";
import { CommandError } from "./command-error.ts";
import type { GatewayClient } from "./gateway-client.ts";
import type { ServerEvent } from "./server-events.ts";
import { untilInterrupted, type Interruption } from "./until-interrupted.ts";

const pauseMs = 1000;

export interface Watching {
  readonly onEvent: (event: ServerEvent) => void;
  /** The gateway is away just now; it is asked again and again. */
  readonly onGone: () => void;
  /** What has begun to listen for signals already, and may have heard one. */
  readonly interruption?: Interruption | undefined;
}

/**
 * Hands on what a gateway tells until somebody interrupts, also over its restarts. Throws where there is none at
 * the beginning, and where it refuses.
 */
export async function watchGateway(
  client: GatewayClient,
  { onEvent, onGone, ...begun }: Watching,
): Promise<void> {
  using interruption = begun.interruption ?? untilInterrupted();
  const { signal } = interruption;
  let hasSpoken = false;
  while (!signal.aborted) {
    try {
      for await (const event of client.events("/events", signal)) {
        hasSpoken = true;
        onEvent(event);
      }
    } catch (thrown) {
      if (signal.aborted) return;
      if (!hasSpoken || !isAway(thrown)) throw thrown;
    }
    onGone();
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A connection that breaks off is a TypeError of `fetch`. */
function isAway(thrown: unknown): boolean {
  return (
    thrown instanceof TypeError || (thrown instanceof CommandError && thrown.code === "gateway_unreachable")
  );
}
