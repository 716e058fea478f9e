import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import {
  GatewayError,
  modelStages,
  type FetchedModel,
  type ModelVersion,
  type ModelStage,
} from "@switchyard/core";
import { displayUrl, ModelPusher, type PushedModel } from "@switchyard/registry-client";
import { usageError } from "../command-error.ts";
import { printJson } from "../json-output.ts";
import { downloadProgress } from "../download-progress.ts";
import {
  configOf,
  openRegistryAccess,
  openSampleRegistry,
  type RegistryAccess,
  type RegistryFlags,
} from "../registry-access.ts";

export interface ModelsPushOptions extends RegistryFlags {
  readonly directory?: string | undefined;
  readonly name?: string;
  readonly alias: readonly string[];
  readonly stage?: ModelStage;
  readonly experiment?: string;
  readonly runName?: string;
  readonly tag: Readonly<Record<string, string>>;
  /** Push the sample models of these names instead of a directory; all of them when there are none. */
  readonly samples?: readonly string[] | undefined;
}

/** Brings models into an MLflow server, and says which versions they are there. */
export async function modelsPush(options: ModelsPushOptions): Promise<void> {
  const { samples, json = false } = options;
  const pushed = samples === undefined ? [await pushOwn(options)] : await pushSamples(options, samples);
  if (json) printJson(pushed);
}

/** A version that has come to be in the server, or was there already. */
interface Pushed {
  readonly uri: string;
  readonly name: string;
  readonly version: string;
  readonly is_new: boolean;
}

async function pushOwn(options: ModelsPushOptions): Promise<Pushed> {
  const { directory, name } = options;
  if (directory === undefined || name === undefined)
    throw usageError("which model? Give its directory and --name, or --samples for the sample models");
  await using pusher = openPusher(options);
  await using access = openRegistryAccess(options);
  const version = await access.registry.resolve(pathToFileURL(resolve(directory)).href, access.soon());
  return await push({ options, pusher, access, version }, (fetched) => ({
    ...ownLabels(options),
    directory: fetched.directory,
    name,
  }));
}

async function pushSamples(options: ModelsPushOptions, names: readonly string[]): Promise<readonly Pushed[]> {
  const own = (["directory", "name", "alias", "stage", "runName"] as const).find((each) =>
    isGiven(options[each]),
  );
  if (own !== undefined)
    throw usageError(
      "sample models have names, aliases and stages of their own; give either a directory, or --samples",
    );
  await using pusher = openPusher(options);
  await using access = openSampleRegistry(options);
  const models = await access.registry.list(access.soon());
  const unknown = names.find((name) => !models.some((each) => each.name === name));
  if (unknown !== undefined)
    throw new GatewayError(
      "model_not_found",
      `there is no sample model ${unknown}; there are ${models.map(({ name }) => name).join(", ")}`,
    );
  const pushed: Pushed[] = [];
  for (const { name, description } of models) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const version of await versionsOf(name, access))
      pushed.push(
        await push({ options, pusher, access, version }, (fetched) => ({
          ...sampleLabels(options, version),
          directory: fetched.directory,
          name,
          description,
        })),
      );
  }
  return pushed;
}

function isGiven(value: string | readonly string[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}

/** Oldest first, so that they are numbered alike in a registry that is empty. */
async function versionsOf(
  name: string,
  { registry, soon }: RegistryAccess,
): Promise<readonly ModelVersion[]> {
  const numbers = await registry.versionNumbers(name, soon());
  return await Promise.all(
    numbers.toReversed().map((number) => registry.resolve(`models:/${name}/${number}`, soon())),
  );
}

interface Pushing {
  readonly options: ModelsPushOptions;
  readonly pusher: ModelPusher;
  readonly access: RegistryAccess;
  readonly version: ModelVersion;
}

async function push(
  { options, pusher, access, version }: Pushing,
  modelOf: (fetched: FetchedModel) => PushedModel,
): Promise<Pushed> {
  using progress = downloadProgress(options, version.name);
  const fetched = await access.fetchModel(version, access.patient(), progress.onProgress);
  try {
    const model = modelOf(fetched);
    const { version: number, isNew } = await pusher.push(model, progress.onSent, access.interrupted);
    progress[Symbol.dispose]();
    const uri = `models:/${model.name}/${number}`;
    if (!options.json) process.stdout.write(`${uri} ${isNew ? "was pushed" : "has these files already"}\n`);
    return { uri, name: model.name, version: number, is_new: isNew };
  } finally {
    fetched.release?.();
  }
}

type Description = Omit<PushedModel, "name" | "directory" | "description">;

function ownLabels({ alias, stage, experiment, runName, tag, env }: ModelsPushOptions): Description {
  return {
    aliases: alias,
    stage,
    experiment: experiment ?? (env["MLFLOW_EXPERIMENT_NAME"] || "Default"),
    runName,
    tags: tag,
    relabel: "all",
  };
}

function sampleLabels(
  options: ModelsPushOptions,
  { name, version, aliases, stage }: ModelVersion,
): Description {
  const { experiment = "switchyard-samples", tag } = options;
  return {
    aliases,
    stage: modelStages.find((each) => each === stage),
    experiment,
    runName: `${name}-${version}`,
    tags: tag,
    relabel: "missing",
  };
}

/** Throws `invalid_configuration` where there is no server that could take a model. */
function openPusher(options: ModelsPushOptions): ModelPusher {
  const { registry } = configOf(options);
  const { trackingUri, registryUri = trackingUri } = registry;
  return new ModelPusher({
    ...registry,
    trackingUri: checkServer(trackingUri),
    registryUri: checkServer(registryUri),
  });
}

function checkServer(uri: string | undefined): string {
  if (uri !== undefined && /^https?:/i.test(uri)) return uri;
  const reason = uri === undefined ? "none is configured" : `${displayUrl(uri)} is only read`;
  throw new GatewayError(
    "invalid_configuration",
    `models are pushed to an MLflow server, and ${reason}; give --tracking-uri http://… or set MLFLOW_TRACKING_URI`,
  );
}
