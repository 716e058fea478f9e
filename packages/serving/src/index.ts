export { DataPlane, type InferenceRequest, type InferenceResponse } from "./data-plane.ts";
export { createGate, type GateOptions } from "./gate/create-gate.ts";
export { readInputExample } from "./gate/input-example.ts";
export { readRecordedRequests, type RecordedRequest } from "./gate/recorded-request.ts";
export { describeDifference, replay, type Replayed, type ReplayOptions } from "./gate/replay.ts";
export { compareSignatures, type SignatureComparison } from "./gate/signature/compare-signatures.ts";
export { WorkerNursery } from "./nursery/worker-nursery.ts";
export { WorkerModel, type WorkerModelOptions } from "./worker-model.ts";
export { processWorkers, type WorkerCommand } from "./worker-process.ts";
