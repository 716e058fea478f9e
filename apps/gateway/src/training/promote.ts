import { GatewayError, type ModelRegistry, type Promotion, type ReloadModel } from "@switchyard/core";

export interface PromoteOptions {
  readonly registry: Pick<ModelRegistry, "resolve" | "setAlias">;
  readonly reload: ReloadModel;
}

/** A new version, and the alias that it is to get. */
export interface Candidacy {
  /** The name under which the gateway serves the model. */
  readonly model: string;
  readonly registeredName: string;
  readonly version: string;
  readonly alias: string;
}

const patienceMs = 60_000;

/**
 * Points the alias at the version and has the gateway load it; where the gateway refuses it, the alias goes back to where
 * it was. Never rejects: why it was refused is in the answer.
 */
export async function promote(
  candidacy: Candidacy,
  { registry, reload }: PromoteOptions,
  signal: AbortSignal,
): Promise<Promotion> {
  const { model, registeredName: name, version, alias } = candidacy;
  let before: string | undefined;
  try {
    before = await versionAt(`models:/${name}@${alias}`, registry, signal);
    await registry.setAlias({ name, alias, version }, signal);
  } catch (thrown) {
    return refused(alias, reasonOf(thrown));
  }
  try {
    await reload(model, signal);
    return { alias, status: "promoted", reason: undefined };
  } catch (thrown) {
    const outcome = await putBack(candidacy, before, registry);
    // One that was cancelled may be so because the gateway stops.
    if (!signal.aborted) await reload(model, signal).catch(() => undefined);
    return refused(alias, `${reasonOf(thrown)}; ${outcome}`);
  }
}

async function versionAt(
  uri: string,
  registry: PromoteOptions["registry"],
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await registry.resolve(uri, signal)).version;
  } catch (thrown) {
    if (GatewayError.from(thrown).code === "model_not_found") return undefined;
    throw thrown;
  }
}

/** Also when the job was cancelled meanwhile: the alias must not stay with what was refused. */
async function putBack(
  { registeredName: name, alias }: Candidacy,
  before: string | undefined,
  registry: PromoteOptions["registry"],
): Promise<string> {
  if (before === undefined) return `${alias} meant no version before, and keeps the new one`;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await registry.setAlias({ name, alias, version: before }, signal);
    return `${alias} means version ${before} again`;
  } catch (thrown) {
    return `putting ${alias} back to version ${before} failed: ${reasonOf(thrown)}`;
  }
}

function refused(alias: string, reason: string): Promotion {
  return { alias, status: "refused", reason };
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
