import { GatewayError, type ModelUri, type RegisteredModel } from "@switchyard/core";
import { didYouMean } from "../near-names.ts";
import { stages, type RegistryStore } from "../stores/registry-store.ts";

type Registered = Extract<ModelUri, { readonly name: string }>;

/** Why a registered model's URI means nothing just now, and what may have been meant. */
export async function explainMissing(
  uri: Registered,
  store: RegistryStore,
  signal: AbortSignal,
): Promise<GatewayError> {
  const model = await store.findModel(uri.name, signal);
  if (!model) return notFound(`no registered model ${uri.name}${await nearModels(uri.name, store, signal)}`);
  if (uri.kind === "stage") return missingStage(uri, model);
  if (uri.kind === "alias") return missingAlias(uri, model);
  const versions = (await store.listVersions(uri.name, signal)).slice(0, 10);
  if (versions.length === 0) return notFound(`${uri.name} has no versions`);
  const wanted = uri.kind === "version" ? ` ${uri.version}` : "";
  return notFound(`${uri.name} has no version${wanted}; it has ${versions.join(", ")}`);
}

/** Why there is no logged model; a name without a version reads as the id of one. */
export async function explainMissingLoggedModel(
  modelId: string,
  store: RegistryStore,
  signal: AbortSignal,
): Promise<GatewayError> {
  const model = await store.findModel(modelId, signal);
  const text = `no logged model ${modelId}`;
  if (!model) return notFound(`${text}${await nearModels(modelId, store, signal)}`);
  const [alias] = Object.keys(model.aliases);
  const uris = [`models:/${modelId}/latest`, ...(alias === undefined ? [] : [`models:/${modelId}@${alias}`])];
  return notFound(`${text}, but a registered model of this name; did you mean ${uris.join(" or ")}?`);
}

function missingStage(
  uri: Extract<ModelUri, { readonly kind: "stage" }>,
  { aliases, latestVersions }: RegisteredModel,
): GatewayError {
  const { name, stage } = uri;
  const known = stages.find((each) => each.toLowerCase() === stage.toLowerCase());
  if (known) {
    const there = latestVersions.map((each) => `${each.version} in ${each.stage ?? "None"}`).join(", ");
    return notFound(`${name} has no version in stage ${known}${there && `; it has ${there}`}`);
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
  return didYouMean(stage, [...stages, "latest"]) || `; the stages are ${stages.join(", ")}`;
}

function missingAlias(
  { name, alias }: Extract<ModelUri, { readonly kind: "alias" }>,
  { aliases }: RegisteredModel,
): GatewayError {
  const version = Object.entries(aliases).find(([each]) => each === alias)?.[1];
  if (version !== undefined)
    return notFound(`alias ${alias} of ${name} points at version ${version}, which does not exist`);
  const there = Object.entries(aliases).map(([each, number]) => `${each} (${number})`);
  const hint =
    didYouMean(alias, Object.keys(aliases)) || `; it has ${there.slice(0, 10).join(", ") || "no aliases"}`;
  return notFound(`${name} has no alias ${alias}${hint}`);
}

async function nearModels(name: string, store: RegistryStore, signal: AbortSignal): Promise<string> {
  const models = await store.listModels(signal);
  return didYouMean(
    name,
    models.map((model) => model.name),
  );
}

function notFound(message: string): GatewayError {
  return new GatewayError("model_not_found", message);
}
