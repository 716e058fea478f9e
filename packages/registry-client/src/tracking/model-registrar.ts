import { setTimeout } from "node:timers/promises";
import { GatewayError, type ModelStage } from "@switchyard/core";
import { z } from "zod";
import { readShape } from "../stores/read-shape.ts";
import { filterByName } from "../stores/rest/filter-by-name.ts";
import { RestStore } from "../stores/rest/rest-store.ts";
import type { ServerAccess } from "../stores/rest/server-access.ts";
import { ServerClient } from "../stores/rest/server-client.ts";
import { isTaken, pairs, ServerWrites } from "../stores/rest/server-writes.ts";

export interface ModelRegistrarOptions extends ServerAccess {
  /** An MLflow server: `http(s)://…`. */
  readonly registryUri: string;
}

export interface NewVersion {
  readonly name: string;
  /** Where its files lie. */
  readonly source: string;
  readonly runId: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A version as its registered model lists it. */
export interface ListedVersion {
  readonly version: string;
  readonly stage: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A version of a registered model. */
export interface VersionName {
  readonly name: string;
  readonly version: string;
}

const firstLookMs = 100;
const longestWaitMs = 300_000;

/** Registers models in an MLflow server. */
export class ModelRegistrar implements AsyncDisposable {
  readonly #client: ServerClient;
  readonly #writes: ServerWrites;
  readonly #store: RestStore;

  constructor({ registryUri, ...access }: ModelRegistrarOptions) {
    this.#client = new ServerClient(registryUri, access);
    this.#writes = new ServerWrites(this.#client);
    this.#store = new RestStore(this.#client);
  }

  /** Makes a registered model where there is none of that name. */
  async ensureModel(name: string, description: string, signal: AbortSignal): Promise<void> {
    const data = { name, ...(description !== "" && { description }) };
    const answer = await this.#writes.attempt("registered-models/create", data, signal);
    if ("body" in answer || isTaken(answer.refusal)) return;
    throw this.#writes.refused(answer.refusal, `register ${name}`);
  }

  /** What each alias of a model means; nothing when there is no such model. */
  async aliases(name: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    return (await this.#store.findModel(name, signal))?.aliases ?? {};
  }

  /** The versions of a model, newest first; none when there is no such model. */
  async versions(name: string, signal: AbortSignal): Promise<readonly ListedVersion[]> {
    const query = { filter: filterByName(name), max_results: 1000, order_by: ["version_number DESC"] };
    const found: z.infer<typeof listed>["model_versions"] = [];
    let token: string | undefined;
    do {
      const page = { ...query, page_token: token };
      const body = await this.#writes.find("model-versions/search", page, signal);
      const { model_versions: versions, next_page_token: next } = readShape(listed, body ?? {});
      found.push(...versions.filter((each) => each.name === name));
      token = next || undefined;
    } while (token !== undefined);
    return found.map(({ version, current_stage: stage, tags }) => ({
      version,
      stage,
      tags: new Map(tags.map(({ key, value }) => [key, value])),
    }));
  }

  /** Makes the next version of a model, waits until it is ready, and gives its number. */
  async createVersion({ name, source, runId, tags = {} }: NewVersion, signal: AbortSignal): Promise<string> {
    const data = { name, source, run_id: runId, tags: pairs(tags) };
    const task = `register ${source} as a version of ${name}`;
    const body = await this.#writes.post("model-versions/create", { data, task }, signal);
    const made = readShape(created, body).model_version;
    await this.#untilReady({ name, version: made.version }, made, signal);
    return made.version;
  }

  /** Points an alias at a version. */
  async setAlias(alias: string, version: VersionName, signal: AbortSignal): Promise<void> {
    await this.#store.setAlias({ ...version, alias }, signal);
  }

  /** Moves a version to a stage; other versions stay in it. */
  async setStage(stage: ModelStage, { name, version }: VersionName, signal: AbortSignal): Promise<void> {
    const data = { name, version, stage, archive_existing_versions: false };
    const task = `move ${name} ${version} to ${stage}`;
    await this.#writes.post("model-versions/transition-stage", { data, task }, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }

  async #untilReady({ name, version }: VersionName, first: State, signal: AbortSignal): Promise<void> {
    const endMs = Date.now() + longestWaitMs;
    let state = first;
    for (let delayMs = firstLookMs; state.status !== "READY"; delayMs = Math.min(2 * delayMs, 5000)) {
      if (state.status === "FAILED_REGISTRATION" || Date.now() > endMs) throw unusable(name, version, state);
      await setTimeout(delayMs, undefined, { signal });
      const body = await this.#writes.find("model-versions/get", { name, version }, signal);
      if (body === undefined) throw new GatewayError("model_not_found", `${name} ${version} was deleted`);
      state = readShape(created, body).model_version;
    }
  }
}

function unusable(name: string, version: string, { status, status_message: message }: State): GatewayError {
  const reason = message === undefined ? "" : `: ${message}`;
  return new GatewayError("load_failed", `MLflow leaves ${name} ${version} at ${status}${reason}`);
}

const state = z.object({
  version: z.coerce.string(),
  status: z.string().default("READY"),
  status_message: z.string().optional(),
});
type State = z.infer<typeof state>;
const created = z.object({ model_version: state });
const listed = z.object({
  model_versions: z
    .array(
      z.object({
        name: z.string(),
        version: z.coerce.string(),
        current_stage: z
          .string()
          .nullish()
          .transform((stage) => stage || "None"),
        tags: z.array(z.object({ key: z.string(), value: z.string().default("") })).default([]),
      }),
    )
    .default([]),
  next_page_token: z.string().nullish(),
});
