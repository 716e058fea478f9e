export {
  DataPlane,
  type InferenceBackend,
  type InferenceRequest,
  type InferenceResponse,
} from "./data-plane.ts";
export { FrontLink, type FrontLinkOptions } from "./fronts/front-link.ts";
export type { FrontOrder, FrontSetup, FrontTracing } from "./fronts/front-frame.ts";
export { MainLink } from "./fronts/main-link.ts";
export { CpuBudget, type CpuBudgetOptions } from "./cpu/cpu-budget.ts";
export { createGate, type GateOptions } from "./gate/create-gate.ts";
export { readInputExample } from "./gate/input-example.ts";
export { readRecordedRequests, type RecordedRequest } from "./gate/recorded-request.ts";
export { describeDifference, replay, type Replayed, type ReplayOptions } from "./gate/replay.ts";
export { compareSignatures, type SignatureComparison } from "./gate/signature/compare-signatures.ts";
export { MemoryKeeper, type Resident } from "./memory/memory-keeper.ts";
export { processBytes } from "./process-bytes.ts";
export { processUsage } from "./process-usage.ts";
export { StatisticsBook } from "./statistics/statistics-book.ts";
export { WorkerNursery } from "./nursery/worker-nursery.ts";
export { verifyCompanion, type VerificationOptions } from "./verification/verify-companion.ts";
export { WorkerModel, type WakingOptions, type WorkerModelOptions } from "./worker-model.ts";
export { restartDelayMs } from "./restart-delay.ts";
export { processWorkers, type WorkerCommand } from "./worker-process.ts";
