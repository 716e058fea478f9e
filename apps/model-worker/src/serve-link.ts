import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { GatewayError, writeFrame, type Frame, type LoadFrame, type Rehearsal } from "@switchyard/core";
import { answerBatch } from "./answer-batch.ts";
import { FrameQueue } from "./frame-queue.ts";
import { loadInWorker, type LoadedModel } from "./loaded-model.ts";
import { plainBody } from "./plain-body.ts";
import { rehearse } from "./rehearse.ts";

/** Hears of frames in the order in which they came. */
export type TakeFrames = (frames: readonly Frame[]) => void;

/**
 * Answers the gateway's frames until it drains this worker or is gone, then lets go of the model. The link is opened to
 * hand its frames over; it is given back when it carries nothing more.
 */
export async function serveLink(open: (take: TakeFrames) => Duplex): Promise<Duplex> {
  const worker = new LinkServer(open);
  await worker.ended;
  await worker[Symbol.asyncDispose]();
  return worker.link;
}

class LinkServer implements AsyncDisposable {
  readonly ended: Promise<void>;
  readonly link: Duplex;
  readonly #end: () => void;
  #loading: Promise<void> | undefined;
  #loaded: LoadedModel | undefined;
  #queue: FrameQueue | undefined;

  constructor(open: (take: TakeFrames) => Duplex) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#end = resolve;
    const link = open((frames) => {
      for (const frame of frames) this.#take(frame);
    });
    this.link = link;
    link.on("error", () => link.destroy());
    link.once("close", resolve);
    link.once("end", resolve);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#loading;
    await this.#queue?.drain();
    await this.#loaded?.[Symbol.asyncDispose]();
  }

  #take(frame: Frame): void {
    if (frame.kind === "load") this.#loading = this.#load(frame);
    if (frame.kind === "batch") this.#queue?.add(frame);
    if (frame.kind === "drain") this.#end();
  }

  async #load(frame: LoadFrame): Promise<void> {
    try {
      const loaded = await loadInWorker(frame, (message) =>
        this.#send({ kind: "log", level: "warn", message }),
      );
      this.#loaded = loaded;
      const rehearsal = await practise(frame, loaded).catch(() => undefined);
      this.#queue = this.#queueFor(loaded);
      this.#send({ ...loaded.ready, ...(rehearsal && { rehearsal }) });
    } catch (thrown) {
      this.#send({ kind: "failed", error: loadError(thrown).toRecord() });
      this.#end();
    }
  }

  #queueFor(loaded: LoadedModel): FrameQueue {
    return new FrameQueue({
      answer: (requests) => answerBatch(requests, loaded),
      send: (frames) => this.#sendAll(frames),
      maxRequests: () => Math.max(1, loaded.limits.maxBatchRows),
      lanes: loaded.lanes,
      // While some run, the next are decoded.
      largeLanes: Math.max(1, 2 * loaded.ready.threads),
    });
  }

  /** What is answered in the same moment leaves together. */
  #sendAll(frames: readonly Frame[]): void {
    this.link.cork();
    for (const frame of frames) this.#send(frame);
    process.nextTick(() => this.link.uncork());
  }

  #send(frame: Frame): void {
    if (this.link.writable) writeFrame(this.link, frame);
  }
}

/** With the model's input example, or what stands for one. */
async function practise(
  { directory, manifest }: LoadFrame,
  loaded: LoadedModel,
): Promise<Rehearsal | undefined> {
  const { servingInputExample: example } = manifest;
  const body =
    example === undefined ? plainBody(loaded.model.description) : await readFile(join(directory, example));
  return body && (await rehearse(body, loaded));
}

/** Whatever went wrong while loading is a fault of the model's files: say it. */
function loadError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new GatewayError("load_failed", message, { cause: thrown });
}
