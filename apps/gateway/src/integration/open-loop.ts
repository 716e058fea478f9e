import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";

/** What became of one request; status 0 where there was no answer. */
export interface LoadResult {
  readonly sentMs: number;
  readonly latencyMs: number;
  readonly status: number;
  readonly version: string;
  readonly body: string;
}

const report = z.array(
  z
    .tuple([z.number(), z.number(), z.number(), z.string(), z.string()])
    .transform(([sentMs, latencyMs, status, version, body]): LoadResult => ({
      sentMs,
      latencyMs,
      status,
      version,
      body,
    })),
);

export interface OpenLoopOptions {
  readonly url: string;
  readonly body: string;
  /** Requests a second, sent whether answers come or not. */
  readonly rate: number;
}

const main = join(import.meta.dirname, "open-loop-main.ts");

/** Requests at a fixed rate from a process of its own, so that nothing else delays them. */
export class OpenLoop implements AsyncDisposable {
  readonly #program: ChildProcess;

  private constructor(program: ChildProcess) {
    this.#program = program;
  }

  static start({ url, body, rate }: OpenLoopOptions): OpenLoop {
    return new OpenLoop(fork(main, [url, body, String(rate)], { stdio: "inherit" }));
  }

  /** What has been answered since the last call, in the order of sending; times as of `Date.now()`. */
  async results(): Promise<readonly LoadResult[]> {
    const answered = once(this.#program, "message");
    this.#program.send("results");
    const [message] = await answered;
    return report.parse(message);
  }

  /** Sends no more, and waits for what is on its way. */
  async stop(): Promise<readonly LoadResult[]> {
    const answered = once(this.#program, "message");
    this.#program.send("stop");
    const [message] = await answered;
    return report.parse(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#program.exitCode !== null || this.#program.signalCode !== null) return;
    const exited = once(this.#program, "exit");
    this.#program.kill();
    await exited;
  }
}

const windowMs = 15_000;

/**
 * The latency below which this share of the answers came, in milliseconds: the median of what it was in each
 * quarter of a minute, so that something else that the machine did now and then does not count.
 */
export function medianPercentile(results: readonly LoadResult[], share: number): number {
  const startMs = results[0]?.sentMs ?? 0;
  const windows = Map.groupBy(results, ({ sentMs }) => Math.floor((sentMs - startMs) / windowMs));
  return ranked(
    [...windows.values()].map((each) => percentile(each, share)),
    0.5,
  );
}

function percentile(results: readonly LoadResult[], share: number): number {
  return ranked(
    results.map(({ latencyMs }) => latencyMs),
    share,
  );
}

function ranked(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
