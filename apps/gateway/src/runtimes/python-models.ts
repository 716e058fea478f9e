import { GatewayError, type Compilation, type FetchedModel, type ServableModel } from "@switchyard/core";
import { probeInterpreter, type Environment, type Interpreter } from "@switchyard/python-worker";
import type { Companion, Companions } from "../companions/companions.ts";
import { proveCompanion } from "../companions/prove-companion.ts";
import type { ModelSettings } from "../config/config.ts";
import type { Interpreters } from "./interpreters.ts";
import type { WorkerModels } from "./worker-models.ts";

export interface PythonModelsOptions {
  readonly env: Environment;
  readonly workers: WorkerModels;
  readonly interpreters: Interpreters;
  readonly companions: Companions;
}

/** How one model is to be served. */
export interface PythonModelOptions {
  readonly settings: ModelSettings;
  readonly onProgress: (step: string) => void;
}

/** A companion, and the interpreter that runs the model itself. */
export interface CompiledModel extends Companion {
  readonly interpreter: string;
}

interface Prepared extends PythonModelOptions {
  readonly model: FetchedModel;
  /** Runs the model. */
  readonly interpreter: string;
  /** What it has. */
  readonly probed: Interpreter;
}

const off: Compilation = { status: "off", reason: undefined, converter: undefined, verification: undefined };

/** Serves models that only Python can load: by a companion where one was proven, else by Python itself. */
export class PythonModels {
  readonly #options: PythonModelsOptions;

  constructor(options: PythonModelsOptions) {
    this.#options = options;
  }

  /** Throws `load_failed` where there is no interpreter, or no companion though one is required. */
  async start(model: FetchedModel, options: PythonModelOptions, signal: AbortSignal): Promise<ServableModel> {
    try {
      const prepared = await this.#prepared(model, options, signal);
      return await this.#serve(await this.#compiled(prepared, signal), prepared, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const known = await this.#known(model, options.settings);
      if (!known?.model) throw thrown;
      return await this.#options.workers.native(known.model, { compilation: known.compilation }, signal);
    }
  }

  /** Serves one that came with a companion which may not be used unseen: it is compared first. */
  async startDoubtful(
    model: FetchedModel,
    options: PythonModelOptions,
    signal: AbortSignal,
  ): Promise<ServableModel> {
    const prepared = await this.#prepared(model, options, signal);
    return await this.#serve(await this.#compared(prepared, signal), prepared, signal);
  }

  /** Only its companion, however the model is configured. */
  async compile(
    model: FetchedModel,
    options: PythonModelOptions,
    signal: AbortSignal,
  ): Promise<CompiledModel> {
    const settings: ModelSettings = { ...options.settings, runtime: "auto", compile: "auto" };
    const prepared = await this.#prepared(model, { ...options, settings }, signal);
    return { ...(await this.#compiled(prepared, signal)), interpreter: prepared.interpreter };
  }

  /** A companion from a time in which there was an interpreter. */
  async #known(model: FetchedModel, settings: ModelSettings): Promise<Companion | undefined> {
    if (!isCompiled(settings)) return undefined;
    return await this.#options.companions.known(model, settings.compileTolerance);
  }

  async #prepared(model: FetchedModel, options: PythonModelOptions, signal: AbortSignal): Promise<Prepared> {
    const { env, interpreters } = this.#options;
    const { settings, onProgress } = options;
    const interpreter = await interpreters.forRunning(model, { python: settings.python, onProgress }, signal);
    const probed = await probeInterpreter(interpreter, env, signal);
    return { ...options, model, interpreter, probed };
  }

  async #serve(
    { model: companion, compilation }: Companion,
    { model, settings, interpreter, onProgress }: Prepared,
    signal: AbortSignal,
  ): Promise<ServableModel> {
    const { workers } = this.#options;
    if (compilation.reason !== undefined) onProgress(`Python answers: ${compilation.reason}`);
    if (companion) return await workers.native(companion, { compilation }, signal);
    if (settings.compile === "require")
      throw new GatewayError("load_failed", `the model must be compiled, and is not: ${compilation.reason}`);
    return await workers.python(model, { interpreter, compilation }, signal);
  }

  async #compiled(prepared: Prepared, signal: AbortSignal): Promise<Companion> {
    const { model, settings, onProgress, interpreter, probed } = prepared;
    const { python, compileTolerance: tolerance } = settings;
    if (!isCompiled(settings)) return { model: undefined, compilation: off };
    const { env, interpreters, companions } = this.#options;
    const converters = await orReason(
      interpreters.forConverting(model, { python, onProgress }, signal),
      signal,
    );
    if ("reason" in converters) return refused(converters.reason);
    const { found } = converters;
    const tools = found === interpreter ? probed : await probeInterpreter(found, env, signal);
    return await companions.of(
      model,
      { interpreter, converters: found, tools, tolerance, onProgress },
      signal,
    );
  }

  async #compared(
    { model, settings, interpreter, onProgress }: Prepared,
    signal: AbortSignal,
  ): Promise<Companion> {
    const { workers } = this.#options;
    const { compileTolerance: tolerance } = settings;
    const proving = { companion: model, workers, interpreter, tolerance, onProgress };
    const { reason, verification } = await proveCompanion(model, proving, signal);
    if (reason !== undefined)
      return refused(`the graph was changed after it was compiled, and ${reason}`, verification);
    return {
      model,
      compilation: { status: "compiled", reason: undefined, converter: undefined, verification },
    };
  }
}

/** One that is to run in Python runs nowhere else. */
function isCompiled({ runtime, compile }: ModelSettings): boolean {
  return runtime === "auto" && compile !== "off";
}

function refused(reason: string, verification?: Compilation["verification"]): Companion {
  return { model: undefined, compilation: { status: "refused", reason, converter: undefined, verification } };
}

/** A model that cannot be converted can still be served. */
async function orReason(
  finding: Promise<string>,
  signal: AbortSignal,
): Promise<{ readonly found: string } | { readonly reason: string }> {
  try {
    return { found: await finding };
  } catch (thrown) {
    signal.throwIfAborted();
    return { reason: GatewayError.from(thrown).message };
  }
}
