import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sourceArguments, type WorkerHost } from "@switchyard/core";
import { mayRaisePriority } from "../process-priority.ts";
import { processWorkers, type WorkerCommand } from "../worker-process.ts";
import { isNews, type News } from "./messages.ts";
import { Newborn } from "./newborn.ts";
import { socketPair } from "./socket-pair.ts";

/**
 * Starts workers from a small process of its own: a process that is forked takes the longer the more memory it
 * holds, and in the gateway every request would wait meanwhile. When that process dies, the workers it has
 * started live on, and those that it had not yet are started by another. Where there are no sockets without a
 * name (other systems than Linux) the gateway starts them itself.
 */
export class WorkerNursery implements Disposable {
  readonly #newborns = new Map<number, Newborn>();
  readonly #hasPriorities = mayRaisePriority();
  #process: ChildProcess | undefined;
  #lastId = 0;
  #lives = 0;
  #isDisposed = false;

  /** Begins its process, which else begins with the first worker: best while the gateway is small. */
  open(): void {
    if (isSupported) this.#process ??= this.#open();
  }

  start(command: WorkerCommand): WorkerHost {
    if (!isSupported || this.#isDisposed || this.#lives > mostLives) return processWorkers(command)();
    const newborn = new Newborn({ ...socketPair(), command, hasPriorities: this.#hasPriorities });
    this.#lastId += 1;
    this.#newborns.set(this.#lastId, newborn);
    this.#ask(this.#lastId, newborn).catch(() => newborn.ended());
    return newborn;
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    if (this.#process?.connected) this.#process.disconnect();
  }

  /** What does not arrive is asked for again when the nursery is found dead. */
  async #ask(id: number, newborn: Newborn): Promise<void> {
    const far = await newborn.far;
    newborn.isAsked = true;
    this.#process ??= this.#open();
    const { program, args, env } = newborn.command;
    const set = Object.entries(env).filter(([, value]) => value !== undefined);
    const request = { kind: "bear", id, program, args, env: Object.fromEntries(set) };
    this.#process.send(request, far, { keepOpen: true }, () => undefined);
  }

  #open(): ChildProcess {
    this.#lives += 1;
    const main = fileURLToPath(import.meta.resolve("#nursery"));
    const execArgv = sourceArguments(main);
    const stdio = ["ignore", process.stderr, process.stderr, "ipc"] as const;
    const nursery = fork(main, [], { execArgv, stdio: [...stdio], env: {} });
    nursery.unref();
    nursery.channel?.unref();
    nursery.on("message", (message) => {
      if (isNews(message)) this.#hear(message);
    });
    nursery.on("error", () => nursery.kill("SIGKILL"));
    // Not before what it said last has been heard.
    nursery.once("exit", () => setImmediate(() => setImmediate(() => this.#lose(nursery))));
    return nursery;
  }

  #hear(told: News): void {
    const newborn = this.#newborns.get(told.id);
    if (told.kind === "born") return newborn?.born(told.pid);
    this.#newborns.delete(told.id);
    newborn?.ended();
  }

  #lose(nursery: ChildProcess): void {
    if (this.#process === nursery) this.#process = undefined;
    const isOver = this.#isDisposed || this.#lives > mostLives;
    for (const [id, newborn] of this.#newborns) {
      if (newborn.pid > 0 || isOver) this.#newborns.delete(id);
      if (newborn.pid > 0) newborn.orphaned();
      else if (isOver) newborn.ended();
      else if (newborn.isAsked) this.#ask(id, newborn).catch(() => newborn.ended());
    }
  }
}

const isSupported = process.platform === "linux";

/** A nursery that keeps dying is given up. */
const mostLives = 20;
