import type { Session, Tensors, WorkerOptions } from "@switchyard/core";
import { rowCount } from "@switchyard/runtime";
import { learn, rowsWithin, unknownCost } from "./batch-cost.ts";
import { rowsOfOne, rowsPerRun, type RowFacts } from "./rows-per-run.ts";

/** The part of an answer's time that its run may take: as much again passes while another run is at work. */
const runShare = 0.5;

/** How many rows a run may hold: what the model allows, and what its runs so far say of the time that there is. */
export class RowLimits {
  readonly #facts: RowFacts;
  readonly #budgetMs: number | undefined;
  #cost = unknownCost;

  constructor(
    { maxBatchRows: configured, latencyTargetMs }: WorkerOptions,
    facts: Omit<RowFacts, "configured">,
  ) {
    this.#facts = { ...facts, configured };
    this.#budgetMs = latencyTargetMs === undefined ? undefined : latencyTargetMs * runShare;
  }

  /** Rows of different requests. */
  get maxBatchRows(): number {
    return Math.min(rowsPerRun(this.#facts), this.#affordable());
  }

  /** Rows of one request; undefined where they must run together. */
  get maxRunRows(): number | undefined {
    const rows = rowsOfOne(this.#facts);
    return rows === undefined ? undefined : Math.min(rows, this.#affordable());
  }

  /** Runs, and remembers how long that took where it matters. */
  async run(
    session: Pick<Session, "run">,
    ...[inputs, wanted]: Parameters<Session["run"]>
  ): Promise<Tensors> {
    if (this.#budgetMs === undefined) return await session.run(inputs, wanted);
    const startMs = performance.now();
    const outputs = await session.run(inputs, wanted);
    this.#cost = learn(this.#cost, { rows: rowCount(inputs), ms: performance.now() - startMs });
    return outputs;
  }

  #affordable(): number {
    return this.#budgetMs === undefined ? Infinity : rowsWithin(this.#cost, this.#budgetMs);
  }
}
