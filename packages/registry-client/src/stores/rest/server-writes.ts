import { GatewayError } from "@switchyard/core";
import type { MlflowError } from "./explain-response.ts";
import type { Query, ServerAnswer, ServerClient } from "./server-client.ts";

/** MLflow's REST API, for those who write: what is refused is thrown, with what was to be done. */
export class ServerWrites {
  readonly #client: ServerClient;

  constructor(client: ServerClient) {
    this.#client = client;
  }

  /** For messages. */
  get place(): string {
    return `MLflow at ${this.#client.url}`;
  }

  /** Nothing when there is no such thing. */
  async find(path: string, query: Query, signal: AbortSignal): Promise<unknown> {
    return await this.#client.get(this.#urlOf(path), query, signal);
  }

  /** The answer; throws `invalid_request` or `model_not_found` when MLflow does not do it, which `task` names. */
  async post(path: string, { data, task }: Write, signal: AbortSignal): Promise<unknown> {
    const answer = await this.attempt(path, data, signal);
    if ("body" in answer) return answer.body;
    throw this.refused(answer.refusal, task);
  }

  /** The answer, or MLflow's refusal. */
  async attempt(path: string, data: object, signal: AbortSignal): Promise<ServerAnswer> {
    return await this.#client.ask({ url: this.#urlOf(path), method: "POST", data }, signal);
  }

  /** A refusal as an error. */
  refused({ code, message }: MlflowError, task: string): GatewayError {
    const sentence = `${this.place} does not ${task}: ${message}`;
    return new GatewayError(
      code === "RESOURCE_DOES_NOT_EXIST" ? "model_not_found" : "invalid_request",
      sentence,
    );
  }

  #urlOf(path: string): string {
    return `${this.#client.url}/api/2.0/mlflow/${path}`;
  }
}

/** What is sent, and what for: `create a run`. */
export interface Write {
  readonly data: object;
  readonly task: string;
}

/** Whether something was not made because it is there. */
export function isTaken({ code }: MlflowError): boolean {
  return code === "RESOURCE_ALREADY_EXISTS";
}

/** Names and values as MLflow's API lists them. */
export function pairs<Value>(values: Readonly<Record<string, Value>>): readonly Pair<Value>[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

export interface Pair<Value> {
  readonly key: string;
  readonly value: Value;
}
