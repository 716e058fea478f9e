import { join } from "node:path";
import type { Duplex } from "node:stream";
import { FrameSplitter, GatewayError, writeFrame, type Frame, type LoadFrame } from "@switchyard/core";
import { answerBatch } from "./answer-batch.ts";
import { rehearse } from "./rehearse.ts";
import { loadInWorker, type LoadedModel } from "./loaded-model.ts";

/** Answers the gateway's frames until it drains this worker or is gone, then lets go of the model. */
export async function serveLink(link: Duplex): Promise<void> {
  const worker = new LinkServer(link);
  await worker.ended;
  await worker[Symbol.asyncDispose]();
}

class LinkServer implements AsyncDisposable {
  readonly ended: Promise<void>;
  readonly #link: Duplex;
  readonly #end: () => void;
  readonly #splitter = new FrameSplitter();
  readonly #running = new Set<Promise<void>>();
  #loaded: LoadedModel | undefined;

  constructor(link: Duplex) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#end = resolve;
    this.#link = link;
    link.on("data", (piece: Buffer) => {
      for (const frame of this.#splitter.push(piece)) this.#take(frame);
    });
    link.on("error", () => link.destroy());
    link.once("close", resolve);
    link.once("end", resolve);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running);
    await this.#loaded?.[Symbol.asyncDispose]();
  }

  #take(frame: Frame): void {
    if (frame.kind === "load") this.#track(this.#load(frame));
    if (frame.kind === "batch") this.#track(this.#answer(frame));
    if (frame.kind === "drain") this.#end();
  }

  #track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  async #load(frame: LoadFrame): Promise<void> {
    try {
      this.#loaded = await loadInWorker(frame, (message) =>
        this.#send({ kind: "log", level: "warn", message }),
      );
      const { directory, manifest } = frame;
      const { servingInputExample: example } = manifest;
      if (example !== undefined)
        await rehearse(join(directory, example), this.#loaded).catch(() => undefined);
      this.#send(this.#loaded.ready);
    } catch (thrown) {
      this.#send({ kind: "failed", error: loadError(thrown).toRecord() });
      this.#end();
    }
  }

  async #answer({ id, announce, requests }: Extract<Frame, { readonly kind: "batch" }>): Promise<void> {
    if (!this.#loaded) return;
    if (announce) this.#send({ kind: "begun", id });
    this.#send({ kind: "answers", id, answers: await answerBatch(requests, this.#loaded) });
  }

  #send(frame: Frame): void {
    if (this.#link.writable) writeFrame(this.#link, frame);
  }
}

/** Whatever went wrong while loading is a fault of the model's files: say it. */
function loadError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new GatewayError("load_failed", message, { cause: thrown });
}
