import {
  GatewayError,
  type Caller,
  type EncodedAnswer,
  type EncodedBody,
  type FetchedModel,
  type ModelHandle,
  type ModelRef,
  type Operation,
  type ServedModels,
  type TracedRequest,
} from "@switchyard/core";
import type { StatisticsBook } from "./statistics/statistics-book.ts";

export interface InferenceRequest {
  readonly model: ModelRef;
  readonly operation: Operation;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly caller: Caller;
  /** Where its way is recorded. */
  readonly trace?: TracedRequest | undefined;
}

/** Several bodies that are answered together, each by itself. */
export interface InferenceRequests extends Omit<InferenceRequest, "contentType" | "body"> {
  readonly bodies: readonly NamedBody[];
}

/** A body, and what messages call it. */
export type NamedBody = EncodedBody & { readonly name: string };

export interface InferenceResponse {
  readonly model: FetchedModel;
  readonly answer: EncodedAnswer;
}

export interface InferenceResponses {
  readonly model: FetchedModel;
  readonly answers: readonly EncodedAnswer[];
}

/** What answers requests, in this process or in another. */
export interface InferenceBackend {
  infer(request: InferenceRequest): Promise<InferenceResponse>;
  /** The answers to all of them, in their order and by one version; throws what the first that failed did, named. */
  inferEach(requests: InferenceRequests): Promise<InferenceResponses>;
}

/** The path of a request: pin a version, let its worker answer, let go. Knows no transport. */
export class DataPlane implements InferenceBackend {
  readonly #models: ServedModels;
  readonly #statistics: Pick<StatisticsBook, "refused"> | undefined;

  /** Requests that no version can be found for are told to the statistics. */
  constructor(models: ServedModels, statistics?: Pick<StatisticsBook, "refused">) {
    this.#models = models;
    this.#statistics = statistics;
  }

  async infer(request: InferenceRequest): Promise<InferenceResponse> {
    const handle = this.#acquire(request.model);
    const { operation, contentType, body, timeoutMs, caller, trace } = request;
    const deadlineMs = Date.now() + timeoutMs;
    // `using` would say the same; in CPU profiles of the hot path it made this the costliest function of ours.
    try {
      const encoded = { operation, contentType, deadlineMs, body, trace };
      const answer = await handle.servable.answer(encoded, caller);
      return { model: handle.model, answer };
    } finally {
      handle[Symbol.dispose]();
    }
  }

  async inferEach({ bodies, ...request }: InferenceRequests): Promise<InferenceResponses> {
    using handle = this.#acquire(request.model);
    const { operation, timeoutMs, caller, trace } = request;
    const deadlineMs = Date.now() + timeoutMs;
    const settled = await Promise.allSettled(
      bodies.map(({ contentType, body }) =>
        handle.servable.answer({ operation, contentType, deadlineMs, body, trace }, caller),
      ),
    );
    const answers = settled.map((each, index) => {
      if (each.status === "fulfilled") return each.value;
      throw named(each.reason, bodies[index]?.name ?? "");
    });
    return { model: handle.model, answers };
  }

  #acquire(ref: ModelRef): ModelHandle {
    try {
      return this.#models.acquire(ref);
    } catch (thrown) {
      this.#statistics?.refused(ref.name, thrown);
      throw thrown;
    }
  }
}

function named(thrown: unknown, name: string): GatewayError {
  const { code, message } = GatewayError.from(thrown);
  return new GatewayError(code, `${name}: ${message}`, { cause: thrown });
}
