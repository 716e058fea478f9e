import type { ErrorRecord } from "../errors.ts";
import type { OnProgress } from "./model-registry.ts";
import type { ModelState, ModelVersion } from "../model.ts";
import type { Traffic } from "./traffic.ts";

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

/** The steps of a switch that take their time: asking the registry, fetching files, starting workers, the checks before it, the change of the version that answers, and the end of the old one. */
export const swapPhases = ["resolve", "download", "load", "gate", "flip", "drain"] as const;

export type SwapPhase = (typeof swapPhases)[number];

/** Why a worker's place was taken by another: it ended, did not answer, broke the protocol, or held too much memory. */
export const workerEnds = ["died", "hung", "protocol", "memory"] as const;

export type WorkerEnd = (typeof workerEnds)[number];

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
  /** A step on the way to a version is done. */
  modelTimed(version: ModelVersion, phase: SwapPhase, durationMs: number): void;
  /** Requests that name no version are split among versions, and were not or otherwise before; an empty split ends it. */
  trafficSplit(current: ModelVersion, traffic: Traffic): void;
  /** The workers of an idle version were ended to give their memory back. */
  modelRested(version: ModelVersion, reason: string): void;
  /** A version that was at rest answers again. */
  modelWoken(version: ModelVersion, durationMs: number): void;
  workerStarted(version: ModelVersion, pid: number, durationMs: number): void;
  /** Another takes its place. */
  workerEnded(version: ModelVersion, pid: number, reason: WorkerEnd): void;
  workerLog(version: ModelVersion, level: keyof Logger, message: string): void;
}
