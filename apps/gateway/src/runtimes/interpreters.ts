import { join } from "node:path";
import type { FetchedModel } from "@switchyard/core";
import { UvEnvironments, type Environment } from "@switchyard/python-worker";

export interface InterpretersOptions {
  readonly cacheDirectory: string;
  readonly env: Environment;
}

/** Which interpreter a model needs, and for what. */
export interface InterpreterOptions {
  /** As configured: a path, a command, or `uv`. */
  readonly python: string;
  readonly onProgress: (step: string) => void;
}

/** What is added to a model's requirements to convert it: releases that were tried together. */
const converters = ["onnx>=1.17", "skl2onnx>=1.19", "onnxmltools>=1.14", "onnxscript>=0.5"];

/** Finds or builds the interpreters of models. */
export class Interpreters {
  readonly #environments: UvEnvironments;

  constructor({ cacheDirectory, env }: InterpretersOptions) {
    this.#environments = new UvEnvironments({ directory: join(cacheDirectory, "environments"), env });
  }

  /** The one that runs a model; throws `load_failed`. */
  async forRunning(model: FetchedModel, options: InterpreterOptions, signal: AbortSignal): Promise<string> {
    return await this.#find(model, { ...options, extras: [] }, signal);
  }

  /** The one that has the converters too; throws `load_failed`, also where they do not go with the model's packages. */
  async forConverting(
    model: FetchedModel,
    options: InterpreterOptions,
    signal: AbortSignal,
  ): Promise<string> {
    return await this.#find(model, { ...options, extras: converters }, signal);
  }

  async #find(
    { directory }: FetchedModel,
    { python, extras, onProgress }: InterpreterOptions & { readonly extras: readonly string[] },
    signal: AbortSignal,
  ): Promise<string> {
    if (python !== "uv") return python;
    return await this.#environments.interpreterFor(directory, { extras, onProgress }, signal);
  }
}
