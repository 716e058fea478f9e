import { resolve } from "node:path";
import {
  GatewayError,
  silentEvents,
  type Compilation,
  type FetchedModel,
  type ModelVersion,
} from "@switchyard/core";
import { compile, type CompiledModel, type Config } from "@switchyard/gateway";
import { registerModel } from "@switchyard/python-worker";
import { processWorkers } from "@switchyard/serving";
import { checkEmpty, copyModel } from "../copy-model.ts";
import { usageError } from "../command-error.ts";
import { printJson } from "../json-output.ts";
import { downloadProgress, type DownloadProgress } from "../download-progress.ts";
import { orExitCode } from "../or-exit-code.ts";
import { openRegistryAccess, type RegistryAccess, type RegistryFlags } from "../registry-access.ts";

export interface ModelsCompileOptions extends RegistryFlags {
  readonly modelUri?: string;
  /** Gets the model with its companion. */
  readonly out?: string;
  readonly force?: boolean;
  /** Whether to register the model with its companion as its next version. */
  readonly register?: boolean;
  readonly python?: string;
  readonly tolerance?: number;
}

/** Compiles a version and prints what came of it; exit code 0 when it was, 1 when it was not, 2 when nobody can tell. */
export async function modelsCompile(options: ModelsCompileOptions): Promise<void> {
  await orExitCode({ code: 2, json: options.json }, async () => {
    const { modelUri, out, force = false } = options;
    if (modelUri === undefined)
      throw usageError("which model? Give its URI, such as models:/churn/3, or --model-uri");
    if (out !== undefined && !force) await checkEmpty(out);
    await using access = openRegistryAccess(options);
    const version = await access.registry.resolve(modelUri, access.soon());
    if (options.register) checkRegistered(version);
    using progress = downloadProgress(options, `${version.name} ${version.version}`);
    const fetched = await access.fetchModel(version, access.patient(), progress.onProgress);
    try {
      const result = await compiled(fetched, access, { ...options, progress });
      if (!options.json) process.stdout.write(described(fetched, result.compilation));
      const handed = await handOn(result, access, options);
      if (options.json) printJson({ ...toJson(fetched, result.compilation), ...handed });
      if (!result.model) process.exitCode = 1;
    } finally {
      fetched.release?.();
    }
  });
}

/** Before the work, which takes minutes. */
function checkRegistered({ registeredName, source }: ModelVersion): void {
  if (registeredName !== undefined) return;
  throw new GatewayError(
    "invalid_request",
    `${source}: only a version of a registered model can be registered anew`,
  );
}

interface Compiling extends ModelsCompileOptions {
  readonly progress: DownloadProgress;
}

async function compiled(
  fetched: FetchedModel,
  { config, cacheDirectory, patient }: RegistryAccess,
  { env, python, tolerance, progress }: Compiling,
): Promise<CompiledModel> {
  const asked = {
    ...(python === undefined ? {} : { python }),
    ...(tolerance === undefined ? {} : { compileTolerance: tolerance }),
  };
  const options = {
    config: overruled(config, asked),
    env,
    cacheDirectory,
    startProcess: (command: Parameters<typeof processWorkers>[0]) => processWorkers(command)(),
    events: { ...silentEvents, modelPrepared: (_: unknown, step: string) => progress.say(step) },
  };
  return await compile(fetched, options, patient());
}

/** What the command line says counts for a model that has settings of its own too. */
function overruled(config: Config, asked: Partial<Config["defaults"]>): Config {
  const own = Object.entries(config.models).map(([name, settings]) => [name, { ...settings, ...asked }]);
  return { ...config, defaults: { ...config.defaults, ...asked }, models: Object.fromEntries(own) };
}

/** Where the compiled model went. */
interface Handed {
  readonly out?: string;
  readonly registered_version?: string;
}

async function handOn(
  { model, interpreter }: CompiledModel,
  { config, patient }: RegistryAccess,
  { out, register = false, env, json = false }: ModelsCompileOptions,
): Promise<Handed> {
  if (!model) return {};
  const say = (line: string): boolean => !json && process.stdout.write(`${line}\n`);
  if (out !== undefined) {
    await copyModel(model.directory, out);
    say(resolve(out));
  }
  const path = out === undefined ? {} : { out: resolve(out) };
  if (!register) return path;
  const { trackingUri, registryUri = trackingUri } = config.registry;
  const mlflow = { ...env, MLFLOW_TRACKING_URI: trackingUri, MLFLOW_REGISTRY_URI: registryUri };
  const version = await registerModel(model, { interpreter, env: mlflow }, patient());
  say(`registered as version ${version} of ${model.version.registeredName}`);
  return { ...path, registered_version: version };
}

function toJson({ version: { name, version } }: FetchedModel, compilation: Compilation): object {
  const { status, reason, converter, verification } = compilation;
  return { name, version, status, reason, converter, verification };
}

function described({ version: { name, version } }: FetchedModel, compilation: Compilation): string {
  const { status, reason, converter, verification } = compilation;
  if (status !== "compiled" || !verification) return `${name} ${version} is not compiled: ${reason}\n`;
  const { rows, requests, largestError, tolerance } = verification;
  return `${name} ${version}: compiled by ${converter}; ${rows} rows in ${requests} requests answered alike, largest difference ${largestError.toExponential(1)} (allowed ${tolerance})\n`;
}
