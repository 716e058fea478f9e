import { GatewayError, type ModelUri, type RegisteredModel, modelStages } from "@switchyard/core";
import { didYouMean } from "../near-names.ts";
import type { RegistryStore, Run } from "../stores/registry-store.ts";
import { joinLocation } from "./join-location.ts";

type Registered = Extract<ModelUri, { readonly name: string }>;

/** Why a registered model's URI means nothing just now, and what may have been meant. */
export async function explainMissing(
  uri: Registered,
  store: RegistryStore,
  signal: AbortSignal,
): Promise<GatewayError> {
  const model = await store.findModel(uri.name, signal);
  const found = model
    ? await missingVersion(uri, model, (name) => store.listVersions(name, signal))
    : `no registered model ${uri.name}${await nearModels(uri.name, store, signal)}`;
  return typeof found === "string" ? notFound(found, store.place) : found;
}

/** What is missing of a model, or what is wrong with the URI. */
async function missingVersion(
  uri: Registered,
  model: RegisteredModel,
  listVersions: (name: string) => Promise<readonly string[]>,
): Promise<string | GatewayError> {
  if (uri.kind === "stage") return missingStage(uri, model);
  if (uri.kind === "alias") return missingAlias(uri, model);
  const versions = (await listVersions(uri.name)).slice(0, 10);
  if (versions.length === 0) return `${uri.name} has no versions`;
  const wanted = uri.kind === "version" ? ` ${uri.version}` : "";
  return `${uri.name} has no version${wanted}; it has ${versions.join(", ")}`;
}

/** Why there is no logged model; a name without a version reads as the id of one. */
export async function explainMissingLoggedModel(
  modelId: string,
  { store, tracking }: { readonly store: RegistryStore; readonly tracking: RegistryStore },
  signal: AbortSignal,
): Promise<GatewayError> {
  const model = await store.findModel(modelId, signal);
  const text = `no logged model ${modelId}`;
  if (!model) return notFound(`${text}${await nearModels(modelId, store, signal)}`, tracking.place);
  const [alias] = Object.keys(model.aliases);
  const uris = [`models:/${modelId}/latest`, ...(alias === undefined ? [] : [`models:/${modelId}@${alias}`])];
  const hint = `but a registered model of this name; did you mean ${uris.join(" or ")}?`;
  return notFound(`${text}, ${hint}`, tracking.place);
}

/** Why a run's URI means nothing: the run itself lacks, or what it should have logged. */
export function explainMissingInRun(
  uri: Extract<ModelUri, { readonly kind: "run" }>,
  run: Run | undefined,
  place: string,
): GatewayError {
  if (!run) return notFound(`no run ${uri.runId}`, place);
  const [name = ""] = uri.path.split("/");
  const looked = `no files at ${joinLocation(run.location, uri.path)}, and no logged model ${name}`;
  return notFound(`run ${uri.runId} has nothing at ${uri.path}: ${looked}`, place);
}

function missingStage(
  uri: Extract<ModelUri, { readonly kind: "stage" }>,
  { aliases, latestVersions }: RegisteredModel,
): string | GatewayError {
  const { name, stage } = uri;
  const known = modelStages.find((each) => each.toLowerCase() === stage.toLowerCase());
  if (known) {
    const there = latestVersions.map((each) => `${each.version} in ${each.stage ?? "None"}`).join(", ");
    return `${name} has no version in stage ${known}${there && `; it has ${there}`}`;
  }
  const hint = stageHint(uri, Object.keys(aliases));
  return new GatewayError("invalid_request", `models:/${name}/${stage}: no stage '${stage}'${hint}`);
}

/** People write aliases and version numbers where a stage would stand. */
function stageHint(
  { name, stage }: Extract<ModelUri, { readonly kind: "stage" }>,
  aliases: readonly string[],
): string {
  const alias = aliases.find((each) => each.toLowerCase() === stage.toLowerCase());
  if (alias !== undefined) return `; alias '${alias}' exists: did you mean models:/${name}@${alias}?`;
  if (/^v\d+$/i.test(stage)) return `; did you mean models:/${name}/${stage.slice(1)}?`;
  const near = didYouMean(stage, [...modelStages, "latest"]);
  return (
    near || `; did you mean the alias models:/${name}@${stage}? The stages are ${modelStages.join(", ")}`
  );
}

function missingAlias(
  { name, alias }: Extract<ModelUri, { readonly kind: "alias" }>,
  { aliases }: RegisteredModel,
): string {
  const version = Object.entries(aliases).find(([each]) => each === alias)?.[1];
  if (version !== undefined)
    return `alias ${alias} of ${name} points at version ${version}, which does not exist`;
  const there = Object.entries(aliases).map(([each, number]) => `${each} (${number})`);
  const hint =
    didYouMean(alias, Object.keys(aliases)) || `; it has ${there.slice(0, 10).join(", ") || "no aliases"}`;
  return `${name} has no alias ${alias}${hint}`;
}

async function nearModels(name: string, store: RegistryStore, signal: AbortSignal): Promise<string> {
  const models = await store.listModels(signal);
  return didYouMean(
    name,
    models.map((model) => model.name),
  );
}

function notFound(message: string, place: string): GatewayError {
  return new GatewayError("model_not_found", `${message} (looked in ${place})`);
}
