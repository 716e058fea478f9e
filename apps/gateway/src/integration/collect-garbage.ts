import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Lets a Node process collect its garbage, so that what it still holds is what it keeps: its inspector begins to
 * listen at SIGUSR1, and tells where in its log.
 */
export async function collectGarbage(pid: number, log: readonly string[]): Promise<void> {
  process.kill(pid, "SIGUSR1");
  const inspector = new WebSocket(await untilListening(log));
  await once(inspector, "open");
  const done = once(inspector, "message");
  inspector.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
  await done;
  const closed = once(inspector, "close");
  inspector.close();
  await closed;
}

async function untilListening(log: readonly string[]): Promise<string> {
  for (;;) {
    const url = /^Debugger listening on (ws:\S+)$/m.exec(log.join("\n"))?.[1];
    if (url !== undefined) return url;
    await delay(10);
  }
}
