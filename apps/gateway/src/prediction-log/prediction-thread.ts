import { parentPort, workerData } from "node:worker_threads";
import { PredictionWriter } from "@switchyard/telemetry";
import { createSink } from "./create-sink.ts";
import type { FromThread, ThreadSettings, ToThread } from "./messages.ts";

if (!parentPort) throw new Error("this is a thread of the gateway");
const port = parentPort;

// Both ends are ours and of one version.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const settings = workerData as ThreadSettings;
const { redact, hash } = settings.log;

const writer = new PredictionWriter({
  sink: await createSink(settings),
  protection: { redact, hash, hashKey: settings.hashKey },
  writeTimeoutMs: 10_000,
  maxTries: 5,
  retryDelayMs: 1000,
  onProgress: (progress: FromThread) => port.postMessage(progress),
});

port.on("message", (message: ToThread) => {
  if (message.kind === "prediction") writer.take(message.prediction);
  else void end(message.timeoutMs);
});

async function end(timeoutMs: number): Promise<void> {
  await writer.end(AbortSignal.timeout(timeoutMs));
  port.close();
}
