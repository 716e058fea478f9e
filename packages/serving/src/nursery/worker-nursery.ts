import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { WorkerHost } from "@switchyard/core";
import { lowerPriority, mayRaisePriority, restorePriority } from "../process-priority.ts";
import { processWorkers, type WorkerCommand } from "../worker-process.ts";
import { isNews, type News } from "./messages.ts";
import { socketPair } from "./socket-pair.ts";

/**
 * Starts workers from a small process of its own: a process that is forked takes the longer the more memory it
 * holds, and in the gateway every request would wait meanwhile. Where there are no sockets without a name (other
 * systems than Linux) the gateway starts them itself.
 */
export class WorkerNursery implements Disposable {
  readonly #command: WorkerCommand;
  readonly #newborns = new Map<number, Newborn>();
  readonly #hasPriorities = mayRaisePriority();
  #process: ChildProcess | undefined;
  #lastId = 0;
  #isDisposed = false;

  constructor(command: WorkerCommand) {
    this.#command = command;
    // Now, while the gateway is small.
    if (isSupported) this.#process = this.#open();
  }

  start(): WorkerHost {
    if (!isSupported || this.#isDisposed) return processWorkers(this.#command)();
    this.#process ??= this.#open();
    const { near, far } = socketPair();
    const newborn = new Newborn(near, this.#hasPriorities);
    this.#lastId += 1;
    this.#newborns.set(this.#lastId, newborn);
    void this.#ask(this.#process, { id: this.#lastId, newborn, far });
    return newborn;
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    if (this.#process?.connected) this.#process.disconnect();
  }

  async #ask(nursery: ChildProcess, { id, newborn, far }: Birth): Promise<void> {
    const { program, args, env } = this.#command;
    const set = Object.entries(env).filter(([, value]) => value !== undefined);
    const request = { kind: "bear", id, program, args, env: Object.fromEntries(set) };
    try {
      const link = await far;
      nursery.send(request, link, (error) => {
        if (error) newborn.ended();
      });
    } catch {
      newborn.ended();
    }
  }

  #open(): ChildProcess {
    const main = fileURLToPath(import.meta.resolve("#nursery"));
    const execArgv = main.endsWith(".ts") ? ["--conditions=source"] : [];
    const stdio = ["ignore", process.stderr, process.stderr, "ipc"] as const;
    const nursery = fork(main, [], { execArgv, stdio: [...stdio], env: {} });
    nursery.unref();
    nursery.channel?.unref();
    nursery.on("message", (message) => {
      if (isNews(message)) this.#hear(message);
    });
    nursery.on("error", () => nursery.kill("SIGKILL"));
    nursery.once("exit", () => this.#lose(nursery));
    return nursery;
  }

  #hear(told: News): void {
    const newborn = this.#newborns.get(told.id);
    if (told.kind === "born") return newborn?.born(told.pid);
    this.#newborns.delete(told.id);
    newborn?.ended();
  }

  /** Workers live on without it; of those, only their links tell when they end. */
  #lose(nursery: ChildProcess): void {
    if (this.#process === nursery) this.#process = undefined;
    for (const newborn of this.#newborns.values()) newborn.orphaned();
    this.#newborns.clear();
  }
}

const isSupported = process.platform === "linux";

interface Birth {
  readonly id: number;
  readonly newborn: Newborn;
  readonly far: ReturnType<typeof socketPair>["far"];
}

/** A worker from the moment it is asked for; what is wanted of it before it has a process is done then. */
class Newborn implements WorkerHost {
  readonly link: WorkerHost["link"];
  readonly exited: Promise<void>;
  readonly #hasPriorities: boolean;
  readonly #exited = Promise.withResolvers<void>();
  #pid = 0;
  #isBackground = false;
  #isKilled = false;
  #hasEnded = false;

  constructor(link: WorkerHost["link"], hasPriorities: boolean) {
    this.link = link;
    this.exited = this.#exited.promise;
    this.#hasPriorities = hasPriorities;
    link.on("error", () => link.destroy());
  }

  get pid(): number {
    return this.#pid;
  }

  setBackground(isBackground: boolean): void {
    this.#isBackground = isBackground;
    if (!this.#hasPriorities || this.#pid === 0) return;
    if (isBackground) lowerPriority(this.#pid);
    else restorePriority(this.#pid);
  }

  kill(): void {
    this.#isKilled = true;
    this.link.destroy();
    if (this.#pid === 0 || this.#hasEnded) return;
    try {
      process.kill(this.#pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }

  born(pid: number): void {
    this.#pid = pid;
    if (this.#isBackground) this.setBackground(true);
    if (this.#isKilled) this.kill();
  }

  ended(): void {
    this.#hasEnded = true;
    this.link.destroy();
    this.#exited.resolve();
  }

  orphaned(): void {
    if (this.#pid === 0 || this.link.destroyed) return this.ended();
    this.link.once("close", () => this.ended());
  }
}
