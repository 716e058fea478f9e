import { rm } from "node:fs/promises";
import type { Compilation, FetchedModel } from "@switchyard/core";
import { programDigest, type Environment, type Interpreter } from "@switchyard/python-worker";
import { readManifest } from "@switchyard/registry-client";
import type { WorkerModels } from "../runtimes/worker-models.ts";
import type { CompanionRecord } from "./companion-record.ts";
import { CompanionShelf, type CompanionKey, type Shelved } from "./companion-shelf.ts";
import { compileModel } from "./compile-model.ts";

export interface CompanionsOptions {
  readonly cacheDirectory: string;
  readonly env: Environment;
  readonly workers: WorkerModels;
}

/** How one model's companion is made. */
export interface CompanionOptions {
  readonly interpreter: string;
  /** The interpreter that converts, and what it has. */
  readonly converters: string;
  readonly tools: Interpreter;
  readonly tolerance: number;
  readonly onProgress: (step: string) => void;
}

/** What answers for a model of another flavor. */
export interface Companion {
  /** The model with its companion; undefined where Python must answer. */
  readonly model: FetchedModel | undefined;
  readonly compilation: Compilation;
}

/** Makes ONNX companions for models of other flavors, once for each content and each set of converters. */
export class Companions {
  readonly #options: CompanionsOptions;
  readonly #shelf: CompanionShelf;

  constructor(options: CompanionsOptions) {
    this.#options = options;
    this.#shelf = new CompanionShelf(options.cacheDirectory);
  }

  /** Throws when the interpreter or the model itself cannot be used, or the signal comes. */
  async of(model: FetchedModel, options: CompanionOptions, signal: AbortSignal): Promise<Companion> {
    const key = await keyOf(model, options);
    const shelved =
      (await this.#shelf.find(key)) ?? (await this.#compile(model, { ...options, key }, signal));
    return await companionOf(model, shelved);
  }

  /** What was made before, for times in which there is no interpreter. */
  async known(model: FetchedModel, tolerance: number): Promise<Companion | undefined> {
    const shelved = await this.#shelf.findProven(model.digest, tolerance);
    return shelved && (await companionOf(model, shelved));
  }

  async #compile(
    model: FetchedModel,
    { key, ...options }: CompanionOptions & { readonly key: CompanionKey },
    signal: AbortSignal,
  ): Promise<Shelved> {
    const target = await this.#shelf.scratch();
    const { env, workers } = this.#options;
    try {
      const compiled = await compileModel(model, { ...options, env, workers, target }, signal);
      if (compiled.isFinal) return await this.#shelf.put(key, target, compiled.record);
      return { directory: target, record: compiled.record };
    } finally {
      await rm(target, { recursive: true, force: true });
    }
  }
}

async function keyOf(
  { digest }: FetchedModel,
  { tools, tolerance }: CompanionOptions,
): Promise<CompanionKey> {
  const { python, packages } = tools;
  return { digest, python, packages, program: await programDigest(), tolerance };
}

async function companionOf(model: FetchedModel, { directory, record }: Shelved): Promise<Companion> {
  const compilation = compilationOf(record);
  if (record.status === "refused") return { model: undefined, compilation };
  return { model: { ...model, directory, manifest: await readManifest(directory) }, compilation };
}

/** What people are told of an attempt. */
export function compilationOf(record: CompanionRecord): Compilation {
  const { status, converter, verification } = record;
  return { status, converter, verification, reason: record.status === "refused" ? record.reason : undefined };
}
