import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ownFile } from "../places.ts";
import { markedEnvironment } from "../processes/end-all.ts";
import { measurementOf, readAnswered, type Answered } from "./answered.ts";
import type { Load, Measurement } from "./load.ts";
import type { OpenLoopWork } from "./open-loop-work.ts";

export interface OpenLoopOptions {
  readonly origin: string;
  readonly load: Load;
  /** Requests a second, sent whether answers come or not. */
  readonly rate: number;
}

/** Sends at fixed times, from a process of its own. */
export class OpenLoop implements Disposable {
  readonly #program: ChildProcess;

  constructor({ origin, load, rate }: OpenLoopOptions) {
    this.#program = fork(ownFile("loads/open-loop-main.ts"), {
      env: markedEnvironment(),
      serialization: "advanced",
    });
    const { path, headers, body } = load;
    const work: OpenLoopWork = { url: new URL(path, origin).href, headers, body, rate };
    this.#program.send(work);
  }

  /** What has been answered since the last call. */
  async take(): Promise<readonly Answered[]> {
    const answer = once(this.#program, "message");
    this.#program.send("take");
    const [numbers] = await answer;
    return readAnswered(numbers);
  }

  [Symbol.dispose](): void {
    this.#program.kill("SIGKILL");
  }
}

const warmUpMs = 1000;

/** What a server does in so many seconds, after one that does not count. */
export async function openLoop(options: OpenLoopOptions, seconds: number): Promise<Measurement> {
  using loop = new OpenLoop(options);
  await delay(warmUpMs);
  await loop.take();
  await delay(seconds * 1000);
  return measurementOf(await loop.take(), seconds);
}
