import { parentPort, workerData } from "node:worker_threads";
import { OtlpWriter } from "@switchyard/telemetry/otlp";
import type { FromThread, ThreadSettings, ToThread } from "./messages.ts";

if (!parentPort) throw new Error("this is a thread of the gateway");
const port = parentPort;

// Both ends are ours and of one version.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const settings = workerData as ThreadSettings;

const writer = new OtlpWriter({
  ...settings,
  onStatus: (status: FromThread) => port.postMessage(status),
});

port.on("message", (message: ToThread) => {
  if (message.kind === "traces") writer.take(message);
  else void end(message.timeoutMs);
});

async function end(timeoutMs: number): Promise<void> {
  await writer.end(AbortSignal.timeout(timeoutMs));
  // What is still under way would keep the thread.
  process.exit();
}
