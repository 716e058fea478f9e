import type { Duplex } from "node:stream";
import {
  emptyManifest,
  GatewayError,
  type Caller,
  type FetchedModel,
  type HttpTraffic,
} from "@switchyard/core";
import type {
  InferenceBackend,
  InferenceRequest,
  InferenceRequests,
  InferenceResponse,
  InferenceResponses,
} from "../data-plane.ts";
import type {
  AnsweredLineFrame,
  AskFrame,
  FailedLineFrame,
  FrontFrame,
  FrontOrder,
  TracesFrame,
} from "./front-frame.ts";
import { FrontStream } from "./front-stream.ts";

interface Waiting {
  readonly caller: Caller;
  readonly answered: PromiseWithResolvers<InferenceResponses>;
}

/** Requests that a front has asked and that have no answer yet. */
const mostWaiting = 16_384;
/** Bytes on their way to the main process. */
const mostWaitingBytes = 256 * 1024 * 1024;
/** How often callers that have gone are told of; in between they cost what they would have cost. */
const sweepMs = 250;

/** A front's end of the link: asks the main process, and hears its orders. */
export class MainLink implements InferenceBackend {
  readonly #stream: FrontStream;
  readonly #onOrder: (order: FrontOrder) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #models = new Map<number, FetchedModel>();
  #lastId = 0;

  constructor(link: Duplex, onOrder: (order: FrontOrder) => void) {
    this.#onOrder = onOrder;
    this.#stream = new FrontStream(link, (frame) => this.#take(frame));
    const sweep = setInterval(() => this.#sweep(), sweepMs).unref();
    link.once("close", () => {
      clearInterval(sweep);
      this.#end();
    });
  }

  /** Says that connections are taken. */
  listening(): void {
    this.#stream.send({ kind: "listening" });
  }

  /** Tells of requests, unless the main process has too much to do already. */
  tell(frame: TracesFrame | AnsweredLineFrame | FailedLineFrame): void {
    if (this.#stream.waitingBytes < mostWaitingBytes) this.#stream.send(frame);
  }

  /** Resolves when all that was sent so far is out of this process. */
  sent(): Promise<void> {
    return this.#stream.sent();
  }

  /** Says what was answered since it was last said. */
  counted(traffic: HttpTraffic): void {
    this.#stream.send({ kind: "counted", traffic });
  }

  async infer({ contentType, body, ...asked }: InferenceRequest): Promise<InferenceResponse> {
    const bodies = [{ name: "", contentType, body }];
    const { model, answers } = await this.#ask({ ...asked, bodies }, { isEach: false });
    const [answer] = answers;
    if (!answer) throw new Error("the main process left a request unanswered");
    return { model, answer };
  }

  inferEach(requests: InferenceRequests): Promise<InferenceResponses> {
    return this.#ask(requests, { isEach: true });
  }

  #ask(
    { model, operation, timeoutMs, caller, bodies, trace }: InferenceRequests,
    { isEach }: Pick<AskFrame, "isEach">,
  ): Promise<InferenceResponses> {
    if (this.#waiting.size >= mostWaiting || this.#stream.waitingBytes >= mostWaitingBytes)
      return Promise.reject(
        new GatewayError("overloaded", `${this.#waiting.size} requests are waiting already`),
      );
    this.#lastId = (this.#lastId + 1) % 2 ** 32;
    const id = this.#lastId;
    const answered = Promise.withResolvers<InferenceResponses>();
    this.#waiting.set(id, { caller, answered });
    this.#stream.send({ kind: "ask", id, model, operation, timeoutMs, isEach, bodies, trace });
    return answered.promise;
  }

  #take(frame: FrontFrame): void {
    switch (frame.kind) {
      case "answered": {
        const model = this.#models.get(frame.model);
        if (model) this.#takeOut(frame.id)?.answered.resolve({ model, answers: frame.answers });
        return;
      }
      case "refused":
        return this.#takeOut(frame.id)?.answered.reject(GatewayError.fromRecord(frame.error));
      case "model": {
        const { model, version, digest } = frame;
        this.#models.set(model, { version, digest, directory: "", manifest: emptyManifest });
        return;
      }
      case "setup":
      case "names":
      case "request lines":
      case "stopping":
      case "close":
        return this.#onOrder(frame);
      case "ask":
      case "traces":
      case "answered line":
      case "failed line":
      case "gone":
      case "listening":
      case "counted":
        throw new Error(`a front takes no ${frame.kind}`);
    }
  }

  #takeOut(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #sweep(): void {
    for (const [id, { caller, answered }] of this.#waiting) {
      if (!caller.gone) continue;
      this.#waiting.delete(id);
      this.#stream.send({ kind: "gone", id });
      answered.reject(new GatewayError("deadline_exceeded", "the caller has gone"));
    }
  }

  #end(): void {
    for (const { answered } of this.#waiting.values())
      answered.reject(new GatewayError("worker_died", "the main process ended"));
    this.#waiting.clear();
  }
}
