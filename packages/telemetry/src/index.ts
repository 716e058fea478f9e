export { createLog, type LogLevel, type LogOptions } from "./log.ts";
export { servingLog } from "./serving-log.ts";
