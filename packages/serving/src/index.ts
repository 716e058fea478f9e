export { DataPlane, type InferenceRequest, type InferenceResponse } from "./data-plane.ts";
export { WorkerModel, type WorkerModelOptions } from "./worker-model.ts";
export { processWorkers, type WorkerCommand } from "./worker-process.ts";
