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

/** The latency below which this share of the answers came, in milliseconds. */
export function percentile(results: readonly LoadResult[], share: number): number {
  const sorted = results.map(({ latencyMs }) => latencyMs).toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
