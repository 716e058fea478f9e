export { createLog, type Log, type LogOptions } from "./log/create-log.ts";
export { RequestLines, type RequestLinesOptions } from "./log/request-lines.ts";
export { ActivityRecorder } from "./activity/activity-recorder.ts";
export { HistoryRecorder } from "./history/history-recorder.ts";
export { servingLog } from "./log/serving-log.ts";
export { allMetrics } from "./metrics/all-metrics.ts";
export { createMetrics, type Metrics } from "./metrics/create-metrics.ts";
export type { TakenPrediction } from "./prediction-log/entry-of.ts";
export { JsonlSink } from "./prediction-log/jsonl-sink.ts";
export type { Retention } from "./prediction-log/outdated-files.ts";
export { PredictionRecorder, type PredictionChannel } from "./prediction-log/prediction-recorder.ts";
export { PredictionWriter, type WriterProgress } from "./prediction-log/prediction-writer.ts";
export type { Protection } from "./prediction-log/protect-fields.ts";
export { predictionTag, runsOf } from "./prediction-log/run-of-row.ts";
export { tableOf } from "./prediction-log/table-of.ts";
export { createSampler, samplerNames, type Sampler, type SamplerSettings } from "./tracing/sampler.ts";
export { SwitchTracer } from "./tracing/switch-tracer.ts";
export {
  TraceRecorder,
  type RecordedTraces,
  type TraceChannel,
  type TraceRecorderOptions,
} from "./tracing/trace-recorder.ts";
