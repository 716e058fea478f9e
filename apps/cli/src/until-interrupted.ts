import { GatewayError } from "@switchyard/core";

/** Ends with the first signal that asks the program to stop, so that it can leave things in order. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
}

const signals = ["SIGINT", "SIGTERM"] as const;

/** A second signal ends the program at once. */
export function untilInterrupted(): Interruption {
  const abort = new AbortController();
  const onSignal = (): void => {
    forget();
    abort.abort(
      new GatewayError("conflict", "interrupted; what was done so far stays, and the rest can be done later"),
    );
  };
  const forget = (): void => {
    for (const each of signals) process.off(each, onSignal);
  };
  for (const each of signals) process.on(each, onSignal);
  return { signal: abort.signal, [Symbol.dispose]: forget };
}
