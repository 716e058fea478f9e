import { constants } from "node:os";
import { GatewayError } from "@switchyard/core";
import { CommandError } from "./command-error.ts";

/** Ends with the first signal that asks the program to stop, so that it can leave things in order. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
}

/** Signals closer together than this come from one key press that reached us twice. */
const sameSignalMs = 250;

const signals = ["SIGINT", "SIGTERM"] as const;

const message = "interrupted; what was done so far stays, and the rest can be done later";

let isInterrupted = false;

/** Why a command fails from now on, whatever else its failures say; nothing while nobody has interrupted. */
export function interruption(): CommandError | undefined {
  return isInterrupted ? new CommandError("interrupted", message) : undefined;
}

/** The program ends as one that the signal has ended; a second signal ends it at once. */
export function untilInterrupted(): Interruption {
  const abort = new AbortController();
  let firstMs: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const nowMs = performance.now();
    firstMs ??= nowMs;
    process.exitCode = 128 + constants.signals[signal];
    if (nowMs - firstMs > sameSignalMs) process.exit();
    isInterrupted = true;
    abort.abort(new GatewayError("conflict", message));
  };
  const forget = (): void => {
    for (const each of signals) process.off(each, onSignal);
  };
  for (const each of signals) process.on(each, onSignal);
  return { signal: abort.signal, [Symbol.dispose]: forget };
}
