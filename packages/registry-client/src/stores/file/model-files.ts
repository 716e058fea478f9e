import { join } from "node:path";
import type { ModelVersion, RegisteredModel } from "@switchyard/core";
import { ConcurrencyLimit } from "../../concurrency-limit.ts";
import { KeptEntries } from "./kept-entries.ts";
import { toModel, toVersion, toVersionNumber } from "./meta-shapes.ts";
import { isEntryName, namesIn, readWritten } from "./read-file.ts";

const maxOpenFiles = 32;

/** The `models` directory: `<name>/{meta.yaml,version-<n>/meta.yaml,aliases/<alias>,tags/<key>}`. */
export class ModelFiles {
  readonly #root: string;
  readonly #limit = new ConcurrencyLimit(maxOpenFiles);
  readonly #models = keptFiles(toModel);
  readonly #versions = keptFiles(toVersion);
  readonly #numbers = keptFiles(toVersionNumber);
  readonly #tags = keptFiles((content) => content);
  readonly #directories = new KeptEntries({ read: namesIn });

  constructor(root: string) {
    this.#root = root;
  }

  /** The names of all models, prompts too. */
  names(): Promise<readonly string[]> {
    return namesIn(this.#root);
  }

  /** Nothing for a prompt, which is kept like a model. */
  async model(name: string, signal: AbortSignal): Promise<RegisteredModel | undefined> {
    const meta = await this.#read([name, "meta.yaml"], this.#models, signal);
    if (meta?.name !== name || (await this.#isPrompt(name, signal))) return undefined;
    const aliases = await this.#aliases(name, signal);
    const versions = (await this.versions(name, signal)).map((each) => withAliases(each, aliases));
    const newest = [...Map.groupBy(versions, ({ stage }) => stage).values()].flatMap((each) =>
      each.slice(0, 1),
    );
    return { ...meta, aliases, latestVersions: newest };
  }

  /** A version that is not deleted, with its aliases. */
  async version(name: string, number: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const found = await this.#versionFile(name, number, signal);
    return found && withAliases(found, await this.#aliases(name, signal));
  }

  /** All versions that are not deleted, the newest first, without their aliases. */
  async versions(name: string, signal: AbortSignal): Promise<readonly ModelVersion[]> {
    const numbers = (await this.#namesIn([name], signal)).flatMap(
      (each) => /^version-(\d+)$/.exec(each)?.[1] ?? [],
    );
    const newestFirst = numbers.toSorted((one, other) => Number(other) - Number(one));
    const found = await Promise.all(newestFirst.map((number) => this.#versionFile(name, number, signal)));
    return found.filter((each) => each !== undefined);
  }

  /** The number in an alias' own file, which is what MLflow follows; the list in `meta.yaml` is a copy. */
  aliased(name: string, alias: string, signal: AbortSignal): Promise<string | undefined> {
    return this.#read([name, "aliases", alias], this.#numbers, signal);
  }

  async #aliases(name: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const names = await this.#namesIn([name, "aliases"], signal);
    const found = await Promise.all(
      names.map(async (alias) => [alias, await this.aliased(name, alias, signal)] as const),
    );
    return Object.fromEntries(
      found.flatMap(([alias, number]) => (number === undefined ? [] : [[alias, number]])),
    );
  }

  async #versionFile(name: string, number: string, signal: AbortSignal): Promise<ModelVersion | undefined> {
    const found = await this.#read([name, `version-${number}`, "meta.yaml"], this.#versions, signal);
    return found?.stage === "Deleted_Internal" || found?.name !== name ? undefined : found;
  }

  async #isPrompt(name: string, signal: AbortSignal): Promise<boolean> {
    const tag = await this.#read([name, "tags", "mlflow.prompt.is_prompt"], this.#tags, signal);
    return tag !== undefined;
  }

  /** Nothing, too, where a name would lead elsewhere. */
  async #read<Content>(
    names: readonly string[],
    files: KeptEntries<Content>,
    signal: AbortSignal,
  ): Promise<Content | undefined> {
    if (!names.every((each) => isEntryName(each))) return undefined;
    return this.#limit.run(() => files.at(join(this.#root, ...names), signal));
  }

  async #namesIn(names: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    return (await this.#read(names, this.#directories, signal)) ?? [];
  }
}

function keptFiles<Content>(parse: (text: string) => Content): KeptEntries<Content> {
  return new KeptEntries({ read: (path, signal) => readWritten(path, parse, signal) });
}

function withAliases(version: ModelVersion, aliases: Readonly<Record<string, string>>): ModelVersion {
  const own = Object.entries(aliases).filter(([, number]) => number === version.version);
  return { ...version, aliases: own.map(([alias]) => alias) };
}
