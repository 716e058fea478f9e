import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import process from "node:process";
import { loadGenerator } from "../loads/closed-loop.ts";

/** What was measured on, and with what. */
export interface Machine {
  readonly processor: string;
  /** That the benchmark could use. */
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly loadGenerator: string;
  /** Processes that wanted to run when it began, on average of a minute. */
  readonly loadBefore: number;
  readonly date: string;
}

/** Describes this machine now. */
export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadGenerator,
    loadBefore: Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0]),
    date: new Date().toISOString().slice(0, 10),
  };
}
