import type {
  Caller,
  EncodedAnswer,
  FetchedModel,
  ModelRef,
  Operation,
  ServedModels,
} from "@switchyard/core";

export interface InferenceRequest {
  readonly model: ModelRef;
  readonly operation: Operation;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly caller: Caller;
}

export interface InferenceResponse {
  readonly model: FetchedModel;
  readonly answer: EncodedAnswer;
}

/** The path of a request: pin a version, let its worker answer, let go. Knows no transport. */
export class DataPlane {
  readonly #models: ServedModels;

  constructor(models: ServedModels) {
    this.#models = models;
  }

  async infer(request: InferenceRequest): Promise<InferenceResponse> {
    const handle = this.#models.acquire(request.model);
    const { operation, contentType, body, timeoutMs, caller } = request;
    const deadlineMs = Date.now() + timeoutMs;
    // `using` would say the same; in CPU profiles of the hot path it made this the costliest function of ours.
    try {
      const answer = await handle.servable.answer({ operation, contentType, deadlineMs, body }, caller);
      return { model: handle.model, answer };
    } finally {
      handle[Symbol.dispose]();
    }
  }
}
