import type { ReadyFrame } from "@switchyard/core";

/** What a worker says that has loaded a model of which nothing is known. */
export const bareReady: ReadyFrame = {
  kind: "ready",
  description: {
    flavor: "onnx",
    runtime: "none",
    signature: undefined,
    inputs: [],
    outputs: [],
    labels: undefined,
    task: "table",
    predictOutput: undefined,
    scores: undefined,
  },
  threads: 0,
  warmRunMs: 1,
  memoryBytes: 1,
};
