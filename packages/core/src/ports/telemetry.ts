import type { ErrorRecord } from "../errors.ts";
import type { OnProgress } from "./model-registry.ts";
import type { ModelState, ModelVersion } from "../model.ts";

export type LogFields = Readonly<Record<string, unknown>>;

/** From the one that tells most to the one that tells least. */
export const logLevels = ["debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof logLevels)[number];

/** A log whose level can be changed while it is in use. */
export interface LevelledLog {
  level: LogLevel;
}

/** Four levels; a line is a constant sentence plus fields. Never bodies, never secrets. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What telemetry hears of models and their workers. */
export interface ServingEvents {
  modelStateChanged(version: ModelVersion, state: ModelState, failure: ErrorRecord | undefined): void;
  /** A version took over; from none at the start. */
  modelSwitched(to: ModelVersion, from: ModelVersion | undefined): void;
  /** A version was refused, and the one before serves on; or it was rolled back, and the one it went back to serves again. */
  modelHeld(version: ModelVersion, reason: string, backTo: ModelVersion | undefined): void;
  /** Files on their way here. */
  modelFetched(version: ModelVersion, progress: Parameters<OnProgress>[0]): void;
  /** A step of getting a version ready that takes its time, such as converting it. */
  modelPrepared(version: ModelVersion, step: string): void;
  /** The workers of an idle version were ended to give their memory back. */
  modelRested(version: ModelVersion, reason: string): void;
  /** A version that was at rest answers again. */
  modelWoken(version: ModelVersion, durationMs: number): void;
  workerStarted(version: ModelVersion, pid: number, durationMs: number): void;
  workerEnded(version: ModelVersion, pid: number): void;
  workerLog(version: ModelVersion, level: keyof Logger, message: string): void;
}
