import {
  emptyManifest,
  emptyLatencies,
  type EncodedAnswer,
  type LoadedModel,
  type ModelSignature,
  type ServableModel,
} from "@switchyard/core";
import { bareReady } from "./bare-ready.ts";

/** What a model makes of the text it is asked. */
export type Answer = (text: string) => unknown;

/** A model that answers from a function, in no process or in a given one. */
class FunctionModel implements ServableModel {
  readonly description: ServableModel["description"] = {
    ...bareReady.description,
    flavor: "function",
    runtime: "function",
  };
  readonly #answer: Answer;
  readonly #pids: readonly number[];

  constructor(answer: Answer, pids: readonly number[] = []) {
    this.#answer = answer;
    this.#pids = pids;
  }

  async answer({ body }: { readonly body: Uint8Array }): Promise<EncodedAnswer> {
    const answer = await this.#answer(Buffer.from(body).toString());
    return {
      contentType: "application/json",
      body: Buffer.from(JSON.stringify(answer)),
      queueMs: 0,
      inferMs: 0,
    };
  }

  statistics(): ReturnType<ServableModel["statistics"]> {
    const counts = { requests: 0, failures: 0, faults: 0, batches: 0, queued: 0, inFlight: 0, restarts: 0 };
    return { ...counts, latencies: emptyLatencies(), pids: this.#pids, trouble: undefined };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

export interface LoadedFunctionOptions {
  readonly answer: Answer;
  readonly pids?: readonly number[];
  /** Holds `example.json`. */
  readonly directory?: string;
  readonly signature?: ModelSignature;
}

/** A version that has been loaded and answers from a function; its input example, if any, is `example.json`. */
export function loadedFunction(
  version: string,
  { answer, pids, directory, signature }: LoadedFunctionOptions,
): LoadedModel {
  return {
    fetched: {
      directory: directory ?? "",
      digest: version,
      version: {
        name: "iris",
        version,
        source: "",
        registeredName: "iris",
        alias: undefined,
        aliases: [],
        stage: undefined,
        runId: undefined,
        status: undefined,
      },
      manifest: {
        ...emptyManifest,
        signature,
        servingInputExample: directory === undefined ? undefined : "example.json",
      },
    },
    servable: new FunctionModel(answer, pids),
  };
}
