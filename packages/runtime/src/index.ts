export { keepsCompany } from "./company/keeps-company.ts";
export { loadModel, type LoadModelOptions } from "./load-model.ts";
export type { Model } from "./model.ts";
export { readOnnxFlavor, type OnnxFlavor } from "./onnx/onnx-flavor.ts";
export { openOnnxSession } from "./onnx/session.ts";
export type { OnnxSessionOptions } from "./onnx/session-options.ts";
export { runRows, type RowBatcherOptions } from "./row-batcher.ts";
export { findScores } from "./scores.ts";
export { zeroFeeds } from "./zero-feeds.ts";
