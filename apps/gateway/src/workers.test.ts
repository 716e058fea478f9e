import { tmpdir } from "node:os";
import { join } from "node:path";
import { threadWorkers } from "@switchyard/model-worker/threads";
import { processWorkers } from "@switchyard/serving";
import { describe } from "vitest";
import { sampleModel } from "./testing/sample-models.ts";
import { workerConformance } from "./testing/worker-conformance.ts";
import { workerCommand } from "./worker-command.ts";

const command = workerCommand(process.env, join(tmpdir(), "switchyard-worker-tests"));

/** Every kind of worker that runs graphs. */
describe.for([
  ["a process", processWorkers(command), 0],
  ["a process with a pool of threads", processWorkers(command), 2],
  ["a thread of the gateway", threadWorkers(), 0],
] as const)("%s", ([, start, workers]) => {
  workerConformance({
    start,
    worker: { workers },
    description: { predictOutput: "label" },
    missing: "model.onnx",
    withoutExample: () => sampleModel("uint8"),
  });
});
