export { DataPlane, type InferenceRequest, type InferenceResponse } from "./data-plane.ts";
export { createGate, type GateOptions } from "./gate/create-gate.ts";
export { WorkerModel, type WorkerModelOptions } from "./worker-model.ts";
export { processWorkers, type WorkerCommand } from "./worker-process.ts";
