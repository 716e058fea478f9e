import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { sourceArguments } from "@switchyard/core";
import type { TrafficRecorder } from "@switchyard/http";
import { FrontLink, type FrontLinkOptions, type FrontOrder, type FrontSetup } from "@switchyard/serving";

/** What this process was told of its memory holds for fronts too. */
const heapArgument =
  /^--(?:min-semi-space-size|max-semi-space-size|max-old-space-size|heap-growing-percent)=/;

export interface FrontProcessOptions extends Omit<FrontLinkOptions, "link" | "onListening" | "onCounted"> {
  readonly setup: FrontSetup;
  /** Counts what fronts answer. */
  readonly traffic: Pick<TrafficRecorder, "add">;
}

/** One front from its start to its end. */
export class FrontProcess {
  /** Resolves when it takes connections. */
  readonly listening: Promise<void>;
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #link: FrontLink;

  #active = 0;

  constructor({ setup, traffic, ...options }: FrontProcessOptions) {
    const listening = Promise.withResolvers<void>();
    const exited = Promise.withResolvers<void>();
    this.listening = listening.promise;
    this.exited = exited.promise;
    this.#child = start();
    this.#child.once("exit", () => exited.resolve());
    this.#child.once("error", () => exited.resolve());
    this.#link = new FrontLink({
      ...options,
      link: linkOf(this.#child),
      onListening: listening.resolve,
      onCounted: ({ active, series }) => {
        this.#active = active;
        traffic.add(series);
      },
    });
    this.#link.order({ kind: "setup", ...setup });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Requests that it had not answered when it last said so. */
  get active(): number {
    return this.#active;
  }

  order(order: FrontOrder): void {
    this.#link.order(order);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

/** Its link is its fd 3; what it prints goes to this process' standard error. */
function start(): ChildProcess {
  const main = fileURLToPath(import.meta.resolve("#front"));
  const heap = process.execArgv.filter((argument) => heapArgument.test(argument));
  const args = [...heap, ...sourceArguments(main), main];
  return spawn(process.execPath, args, {
    stdio: ["ignore", process.stderr, process.stderr, "pipe"],
    env: {},
  });
}

function linkOf({ stdio }: ChildProcess): Socket {
  const link = stdio[3];
  if (link instanceof Socket) return link;
  throw new Error("the link is not a socket");
}
