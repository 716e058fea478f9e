import type { ModelDescription, ServedModels, VersionStatus } from "@switchyard/core";
import { readInputExample } from "./input-example.ts";
import { keyOf } from "./key-of.ts";

/** A version as the document has it; a model that does not answer yet has one of which nothing is known. */
export interface DocumentedVersion {
  /** Of its bodies and answers among the components. */
  readonly key: string;
  readonly description: ModelDescription | undefined;
  /** The body that MLflow keeps beside it. */
  readonly example: unknown;
}

/** A served model as the document has it. */
export interface DocumentedModel {
  readonly name: string;
  /** What it follows. */
  readonly uri: string;
  /** What answers requests that name no version. */
  readonly current: DocumentedVersion;
  /** By their numbers and by their aliases: all versions that answer. */
  readonly pinned: readonly (readonly [version: string, served: DocumentedVersion])[];
  readonly aliases: readonly (readonly [alias: string, served: DocumentedVersion])[];
}

/** What the document says of a model is read from what serves now; examples are data, and not for all to see. */
export async function documentedModel(
  models: ServedModels,
  name: string,
  { examples }: { readonly examples: boolean },
): Promise<DocumentedModel> {
  const documentedVersion = async (
    status: VersionStatus | undefined,
    key: string,
  ): Promise<DocumentedVersion> => {
    const { servable, fetched } = status ?? {};
    const example = examples && fetched ? await readInputExample(fetched) : undefined;
    return { key, description: servable?.description, example };
  };
  const { uri, current, versions } = models.status(name);
  const key = keyOf(name);
  const now = await documentedVersion(current, key);
  const ready = versions.filter(({ state }) => state === "ready");
  const served = await Promise.all(
    ready.map(async (each) => {
      const { version } = each.version;
      const isCurrent = version === current?.version.version;
      return { each, own: isCurrent ? now : await documentedVersion(each, `${key}.v${keyOf(version)}`) };
    }),
  );
  const isOther = (alias: string): boolean => models.names().includes(`${name}@${alias}`);
  return {
    name,
    uri,
    current: now,
    pinned: served.map(({ each, own }) => [each.version.version, own]),
    aliases: served.flatMap(({ each, own }) =>
      each.version.aliases.flatMap((alias) => (isOther(alias) ? [] : [[alias, own] as const])),
    ),
  };
}
