import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { ownFile } from "../places.ts";
import { markedEnvironment } from "../processes/end-all.ts";
import type { FloorWork } from "./floor-work.ts";

/** Processes that do nothing but run graphs, one for each core. */
export class FloorWorkers implements Disposable {
  readonly #workers: readonly ChildProcess[];

  constructor() {
    this.#workers = Array.from({ length: availableParallelism() }, () =>
      fork(ownFile("floors/floor-worker.ts"), { env: markedEnvironment() }),
    );
  }

  /** Rows a second on one core, or of all cores together. */
  async rowsPerSecond(cores: "one" | "all", work: FloorWork): Promise<number> {
    const workers = cores === "one" ? this.#workers.slice(0, 1) : this.#workers;
    const rates = await Promise.all(workers.map((worker) => rateOf(worker, work)));
    return rates.reduce((sum, each) => sum + each, 0);
  }

  [Symbol.dispose](): void {
    for (const worker of this.#workers) worker.kill("SIGKILL");
  }
}

async function rateOf(worker: ChildProcess, work: FloorWork): Promise<number> {
  const answered = once(worker, "message", { signal: AbortSignal.timeout(120_000) });
  worker.send(work);
  const [rate] = await answered;
  return Number(rate);
}
