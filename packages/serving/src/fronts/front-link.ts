import type { Duplex } from "node:stream";
import {
  GatewayError,
  type Caller,
  type FetchedModel,
  type HttpTraffic,
  type RequestLog,
} from "@switchyard/core";
import type { InferenceBackend } from "../data-plane.ts";
import type { AskFrame, FrontFrame, FrontOrder, TracesFrame } from "./front-frame.ts";
import { FrontStream } from "./front-stream.ts";

export interface FrontLinkOptions {
  readonly link: Duplex;
  readonly backend: InferenceBackend;
  readonly onListening: () => void;
  /** Takes what the front has recorded of requests. */
  readonly onTraces?: ((traces: Omit<TracesFrame, "kind">) => void) | undefined;
  /** Takes what the front tells of requests. */
  readonly requestLog?: Omit<RequestLog, "wants"> | undefined;
  /** Hears now and then what the front has answered since. */
  readonly onCounted: (traffic: HttpTraffic) => void;
}

/** The main process' end of the link to a front: answers what the front's callers ask, as if they had come here. */
export class FrontLink {
  readonly #stream: FrontStream;
  readonly #options: FrontLinkOptions;
  readonly #callers = new Map<number, FrontCaller>();
  readonly #known = new Map<string, number>();
  /** Spares making the key of a version for each answer. */
  readonly #numbers = new WeakMap<FetchedModel, number>();

  constructor(options: FrontLinkOptions) {
    this.#options = options;
    this.#stream = new FrontStream(options.link, (frame) => this.#take(frame));
    options.link.once("close", () => this.#end());
  }

  order(order: FrontOrder): void {
    this.#stream.send(order);
  }

  #take(frame: FrontFrame): void {
    if (frame.kind === "ask") void this.#answer(frame);
    if (frame.kind === "gone") this.#callers.get(frame.id)?.leave();
    if (frame.kind === "listening") this.#options.onListening();
    if (frame.kind === "answered line") this.#options.requestLog?.answered(frame.line);
    if (frame.kind === "failed line") this.#options.requestLog?.failed(frame.reason, frame.request);
    if (frame.kind === "traces") this.#options.onTraces?.({ text: frame.text, count: frame.count });
    if (frame.kind === "counted") this.#options.onCounted(frame.traffic);
  }

  async #answer(ask: AskFrame): Promise<void> {
    const { id } = ask;
    const caller = new FrontCaller();
    this.#callers.set(id, caller);
    try {
      const { model, answers } = await this.#infer(ask, caller);
      this.#stream.send({ kind: "answered", id, model: this.#numberOf(model), answers });
    } catch (thrown) {
      this.#stream.send({ kind: "refused", id, error: GatewayError.from(thrown).toRecord() });
    }
    this.#callers.delete(id);
  }

  async #infer(
    { model, operation, timeoutMs, isEach, bodies, trace }: AskFrame,
    caller: Caller,
  ): ReturnType<InferenceBackend["inferEach"]> {
    const { backend } = this.#options;
    const asked = { model, operation, timeoutMs, caller, trace };
    const [first] = bodies;
    if (isEach || !first) return await backend.inferEach({ ...asked, bodies });
    const { contentType, body } = first;
    const response = await backend.infer({ ...asked, contentType, body });
    return { model: response.model, answers: [response.answer] };
  }

  /** The number by which the front knows a version; it hears of the version before it first hears the number. */
  #numberOf(fetched: FetchedModel): number {
    const number = this.#numbers.get(fetched);
    if (number !== undefined) return number;
    const { version, digest } = fetched;
    const key = JSON.stringify([digest, version]);
    const model = this.#known.get(key) ?? this.#known.size;
    if (!this.#known.has(key)) this.#stream.send({ kind: "model", model, version, digest });
    this.#known.set(key, model);
    this.#numbers.set(fetched, model);
    return model;
  }

  /** With the front its callers are gone. */
  #end(): void {
    for (const caller of this.#callers.values()) caller.leave();
  }
}

class FrontCaller implements Caller {
  #gone = false;

  get gone(): boolean {
    return this.#gone;
  }

  leave(): void {
    this.#gone = true;
  }
}
