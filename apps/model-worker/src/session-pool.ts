import { fileURLToPath } from "node:url";
import { isMarkedAsUntransferable } from "node:worker_threads";
import { sourceArguments, type Tensor, type Tensors } from "@switchyard/core";
import { bytesOf, GatewayError, isLone, setOwn, tensorOver } from "@switchyard/core";
import { Piscina } from "piscina";
import type { SessionThreadData } from "./session-thread.ts";

/** Threads with a session each. A thread is ended only when nothing runs in it: ending a run aborts the process. */
export class SessionPool implements AsyncDisposable {
  readonly #pool: Piscina<Tensors, Tensors>;

  private constructor(pool: Piscina<Tensors, Tensors>) {
    this.#pool = pool;
  }

  /** Resolves when every thread has opened its session, so that none is ended while it does. */
  static async open(threads: number, data: SessionThreadData): Promise<SessionPool> {
    const filename = fileURLToPath(import.meta.resolve("#session-thread"));
    const pool = new Piscina<Tensors, Tensors>({
      filename,
      execArgv: sourceArguments(filename),
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      // The next one lies ready when a run ends.
      concurrentTasksPerWorker: 2,
      recordTiming: false,
      workerData: data,
    });
    await allOpened(pool, threads);
    return new SessionPool(pool);
  }

  /** Takes the inputs' memory away, where it is theirs alone. */
  async run(inputs: Tensors): Promise<Tensors> {
    try {
      const compacted = compact(inputs);
      return await this.#pool.run(compacted, { transferList: memoryOf(compacted) });
    } catch (thrown) {
      // Errors lose their class between threads; their message stays.
      throw new GatewayError("model_error", thrown instanceof Error ? thrown.message : String(thrown), {
        cause: thrown,
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }
}

/** Each thread sends one message when it has opened its session. */
function allOpened(pool: Piscina<Tensors, Tensors>, threads: number): Promise<void> {
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
function memoryOf(inputs: Tensors): ArrayBuffer[] {
  const memory = new Set<ArrayBuffer>();
  for (const tensor of Object.values(inputs)) {
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
