import { fileURLToPath } from "node:url";
import { isMarkedAsUntransferable } from "node:worker_threads";
import { sourceArguments, type Outcome, type Tensor, type Tensors } from "@switchyard/core";
import { bytesOf, GatewayError, isLone, setOwn, tensorOver } from "@switchyard/core";
import { Piscina } from "piscina";
import { nextTask } from "./next-task.ts";
import type { SessionThreadData } from "./session-thread.ts";

export interface SessionPoolOptions extends SessionThreadData {
  readonly threads: number;
  /** Runs that a thread may do one after the other before it tells of them. */
  readonly mostRuns: number;
}

/** What a thread runs, one after the other, and what came of each. */
type Threads = Piscina<readonly Tensors[], readonly Outcome<Tensors>[]>;

interface Run {
  readonly inputs: Tensors;
  readonly outputs: PromiseWithResolvers<Tensors>;
}

/** Threads with a session each. A thread is ended only when nothing runs in it: ending a run aborts the process. */
export class SessionPool implements AsyncDisposable {
  readonly #pool: Threads;
  readonly #options: SessionPoolOptions;
  readonly #waiting: Run[] = [];
  #tasks = 0;

  private constructor(pool: Threads, options: SessionPoolOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  /** Resolves when every thread has opened its session, so that none is ended while it does. */
  static async open(options: SessionPoolOptions): Promise<SessionPool> {
    const { threads, path, session } = options;
    const filename = fileURLToPath(import.meta.resolve("#session-thread"));
    const pool: Threads = new Piscina({
      filename,
      execArgv: sourceArguments(filename),
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      // The next one lies ready when a run ends.
      concurrentTasksPerWorker: 2,
      recordTiming: false,
      workerData: { path, session } satisfies SessionThreadData,
    });
    await allOpened(pool, threads);
    return new SessionPool(pool, options);
  }

  /** Takes the inputs' memory away, where it is theirs alone; throws `model_error` when the run fails. */
  run(inputs: Tensors): Promise<Tensors> {
    const outputs = Promise.withResolvers<Tensors>();
    this.#waiting.push({ inputs: compact(inputs), outputs });
    this.#giveOut();
    return outputs.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }

  #giveOut(): void {
    const { threads, mostRuns } = this.#options;
    const size = (): number =>
      nextTask({ threads, mostRuns, tasks: this.#tasks, waiting: this.#waiting.length });
    for (let runs = size(); runs > 0; runs = size()) void this.#do(this.#waiting.splice(0, runs));
  }

  async #do(runs: readonly Run[]): Promise<void> {
    this.#tasks += 1;
    try {
      const task = runs.map(({ inputs }) => inputs);
      const outcomes = await this.#pool.run(task, { transferList: memoryOf(task) });
      for (const [index, { outputs }] of runs.entries()) settle(outputs, outcomes[index]);
    } catch (thrown) {
      for (const { outputs } of runs) outputs.reject(GatewayError.from(thrown));
    }
    this.#tasks -= 1;
    this.#giveOut();
  }
}

function settle(outputs: PromiseWithResolvers<Tensors>, outcome: Outcome<Tensors> | undefined): void {
  if (outcome?.ok === true) outputs.resolve(outcome.value);
  else if (outcome) outputs.reject(GatewayError.fromRecord(outcome.error));
  else outputs.reject(new GatewayError("internal", "a thread gave no outputs"));
}

/** Each thread sends one message when it has opened its session. */
function allOpened(pool: Threads, threads: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let opened = 0;
  pool.on("message", () => {
    opened += 1;
    if (opened === threads) resolve();
  });
  pool.once("error", reject);
  return promise;
}

/** Native libraries keep hold of the memory that they gave; it is copied. */
function memoryOf(task: readonly Tensors[]): ArrayBuffer[] {
  const memory = new Set<ArrayBuffer>();
  for (const tensor of task.flatMap((inputs) => Object.values(inputs))) {
    if (tensor.dtype === "string") continue;
    const { buffer } = tensor.data;
    if (buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(buffer)) memory.add(buffer);
  }
  return [...memory];
}

/** What goes to a thread takes all memory below it along, so views of memory where others lie are cut out first. */
function compact(inputs: Tensors): Tensors {
  const compacted: Record<string, Tensor> = {};
  for (const [name, each] of Object.entries(inputs)) setOwn(compacted, name, cutOut(each));
  return compacted;
}

function cutOut(tensor: Tensor): Tensor {
  if (tensor.dtype === "string") return tensor;
  const { buffer, byteLength } = tensor.data;
  if (byteLength === buffer.byteLength || isLone(buffer)) return tensor;
  return tensorOver(tensor.dtype, tensor.shape, bytesOf(tensor).slice());
}
