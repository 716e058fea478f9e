import type { Measurement } from "./loads/load.ts";

/** Names that results are kept and found by. */
export const servers = {
  nothing: "node:http, doing nothing",
  onlyRun: "node:http and session.run",
  process: "Switchyard",
  thread: "Switchyard, threads",
  python: "Switchyard, Python",
  twoProcesses: "Switchyard, two processes",
  runOne: "ONNX Runtime, one core, batch 1",
  run64: "ONNX Runtime, one core, batch 64",
  runAll: "ONNX Runtime, all cores, batch 1",
  run64All: "ONNX Runtime, all cores, batch 64",
  decodeAll: "decode and run, all cores",
} as const;

/** What a fact about so many switches is called. */
export function switchDrift(count: number): string {
  return `${count} switches: drift of memory`;
}

/** The same for what requests waited meanwhile. */
export function switchLatency(count: number): string {
  return `${count} switches: p99 ÷ steady p99`;
}

/** What the cost of models that nobody asks is called. */
export const idleFact = "20 models loaded and idle: processor time";

/** One measurement of one server. */
export interface Sample {
  readonly part: string;
  readonly case: string;
  readonly server: string;
  /** Of a closed loop; 0 for what is no server. */
  readonly connections: number;
  /** Requests a second that were sent; of an open loop only. */
  readonly rate?: number;
  readonly round: number;
  readonly perSecond: number;
  readonly latency?: Pick<Measurement, "p50Ms" | "p95Ms" | "p99Ms">;
  /** Processor time of the server for each request. */
  readonly cpuMicros?: number;
  readonly failed: number;
}

/** What one round tells of one thing, such as the milliseconds of a start. */
export interface Fact {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A server that could not be measured. */
export interface Absence {
  readonly server: string;
  readonly reason: string;
}

/** All that a run of the benchmark has found. */
export class Findings {
  readonly samples: Sample[] = [];
  readonly facts: Fact[] = [];
  readonly absences: Absence[] = [];
}
