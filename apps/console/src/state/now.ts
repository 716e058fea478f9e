import { signal, type ReadonlySignal } from "@preact/signals";

const stepMs = 10_000;
const clock = signal(Date.now());

/** The time, often enough for people who read how long ago something was. */
export const now: ReadonlySignal<number> = clock;

/** Lets the time go on. */
export function startClock(): void {
  setInterval(() => (clock.value = Date.now()), stepMs);
}
