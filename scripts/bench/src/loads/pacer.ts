import { parentPort, workerData } from "node:worker_threads";

const gapMs = 1000 / Number(workerData);
const sleep = new Int32Array(new SharedArrayBuffer(4));

// Waits to the fraction of a millisecond, which timers cannot, and turns no circles meanwhile.
const startMs = performance.timeOrigin + performance.now();
for (let count = 0; ; count += 1) {
  const dueMs = startMs + count * gapMs;
  const waitMs = dueMs - (performance.timeOrigin + performance.now());
  if (waitMs > 0) Atomics.wait(sleep, 0, 0, waitMs);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, no window
  parentPort?.postMessage(dueMs);
}
