export { createLog, type LogLevel, type LogOptions } from "./log.ts";
export { servingLog } from "./serving-log.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
