import {
  GatewayError,
  type HeldVersion,
  type LoadedModel,
  type ModelHandle,
  type ModelRef,
  type ModelStatus,
  type ModelVersion,
  type Traffic,
} from "@switchyard/core";
import { chooseEntry } from "./choose-entry.ts";
import { ModelEntry, type OnTransition } from "./model-entry.ts";
import { pointOf, versionAt } from "./traffic-split.ts";
import { currentOf, nextAction, type Swap } from "./version-policy.ts";

/** Content digests by version, where they are known: a version that serves other content is loaded anew. */
export type Digests = ReadonlyMap<string, string>;

export interface AspireOptions {
  readonly digests?: Digests;
  /** Whether the first version must pass the gate. */
  readonly isChecked?: boolean;
}

export interface ServedModelOptions {
  readonly name: string;
  readonly swap: () => Swap;
  /** How requests that name no version are split; all go to the one that is followed where this is empty. */
  readonly traffic?: () => Traffic | undefined;
  /** Loads an entry, and resolves however that ends; the incumbent is the version that it would replace. */
  readonly load: (entry: ModelEntry, incumbent: () => LoadedModel | undefined) => Promise<void>;
  readonly onTransition: OnTransition;
}

/** One served model: moves its versions towards the aspired ones, one step at a time. */
export class ServedModel {
  uri: string;
  /** Which version is held back, and why. */
  held: HeldVersion | undefined;
  readonly #options: ServedModelOptions;
  #entries: readonly ModelEntry[] = [];
  #current: ModelEntry | undefined;
  #failure: GatewayError | undefined;
  #isClosed = false;
  #settled: Promise<void> = Promise.resolve();
  readonly #unloading = new Set<Promise<void>>();

  constructor(uri: string, options: ServedModelOptions) {
    this.uri = uri;
    this.#options = options;
  }

  acquire(ref: ModelRef): ModelHandle {
    const isFollowed = ref.version === undefined && ref.alias === undefined;
    if (isFollowed && this.#current) return (this.#split(ref) ?? this.#current).acquire();
    return chooseEntry(ref, this.#entries, this.#failure).acquire();
  }

  #split({ routingKey }: ModelRef): ModelEntry | undefined {
    const traffic = this.#options.traffic?.();
    return traffic && versionAt(pointOf(routingKey), traffic, this.#entries);
  }

  status(): ModelStatus {
    return {
      name: this.#options.name,
      uri: this.uri,
      current: this.#current?.status(),
      versions: this.#entries.map((entry) => entry.status()),
      held: this.held,
      traffic: this.#options.traffic?.(),
      failure: (this.#failure ?? firstFailure(this.#entries) ?? retriedFailure(this.#entries))?.toRecord(),
    };
  }

  /** The registry's answer cannot be followed; what is served stays. */
  refuse(failure: GatewayError): void {
    this.#failure = failure;
  }

  /** Resolves once `versions` are served, or something newer was declared; throws when one cannot be loaded. */
  async aspire(
    versions: readonly ModelVersion[],
    { digests = new Map(), isChecked = false }: AspireOptions = {},
  ): Promise<void> {
    const { name } = this.#options;
    if (this.#isClosed) throw new GatewayError("model_not_found", `${name} is no longer served`);
    this.#failure = undefined;
    const wanted = versions.map((each) => this.#entryFor({ ...each, name }, digests));
    for (const [index, entry] of wanted.entries()) entry.isChecked = isChecked && index === 0;
    const others = this.#entries.filter((entry) => !wanted.includes(entry));
    for (const entry of others) if (entry.aspired) entry.drop();
    this.#entries = [...wanted, ...remembered(others, wanted)];
    await this.#settle();
    const failure = firstFailure(wanted);
    if (failure) throw failure;
  }

  /** Serves nothing any more; resolves when the last request has been answered and all is freed. */
  async close(): Promise<void> {
    const settled = this.#isClosed ? this.#settled : this.aspire([]);
    this.#isClosed = true;
    await settled;
    await Promise.all(this.#unloading);
  }

  /** The entry that is this version already, or a new one. */
  #entryFor(version: ModelVersion, digests: Digests): ModelEntry {
    const digest = digests.get(version.version);
    const known = this.#entries.find((entry) => isServable(entry) && isSame(entry, version, digest));
    if (!known) return this.#newEntry(version);
    known.describe(version);
    known.aspired = true;
    return known;
  }

  #newEntry(version: ModelVersion): ModelEntry {
    const failed = this.#entries.find((entry) => hasFailed(entry) && isSame(entry, version, undefined));
    const entry = new ModelEntry(version, this.#options.onTransition);
    entry.earlierFailure = failed?.failure;
    return entry;
  }

  #settle(): Promise<void> {
    const reach = (): Promise<void> => this.#reach();
    this.#settled = this.#settled.then(reach, reach);
    return this.#settled;
  }

  async #reach(): Promise<void> {
    for (let action = this.#next(); action; action = this.#next()) {
      if (action.kind === "load") await this.#options.load(action.version, () => this.#current?.loaded);
      else await this.#unload(action.version);
    }
  }

  #next(): ReturnType<typeof nextAction<ModelEntry>> {
    this.#current = currentOf(this.#entries, this.#current);
    return nextAction(this.#entries, { current: this.#current, swap: this.#options.swap() });
  }

  /** Requests on their way out are waited for by {@link close}, and where the next version needs their memory. */
  async #unload(entry: ModelEntry): Promise<void> {
    const unloaded = entry.unload().finally(() => this.#unloading.delete(unloaded));
    this.#unloading.add(unloaded);
    if (this.#options.swap() === "resource") await unloaded;
  }
}

/** Serves now or will, and has not been told to stop trying. */
function isServable({ state, aspired }: ModelEntry): boolean {
  return state === "ready" || (aspired && (state === "pending" || state === "loading"));
}

function isSame(entry: ModelEntry, version: ModelVersion, digest: string | undefined): boolean {
  const isSameVersion = entry.version.version === version.version && entry.version.source === version.source;
  return isSameVersion && (digest === undefined || (entry.fetched?.digest ?? digest) === digest);
}

const mostRemembered = 3;

/** The versions that still live, and a few that have ended, for people who ask what became of them. */
function remembered(others: readonly ModelEntry[], wanted: readonly ModelEntry[]): readonly ModelEntry[] {
  const replaced = new Set(wanted.map((entry) => entry.version.version));
  const ended = others.filter((entry) => isEnded(entry) && !replaced.has(entry.version.version));
  return [...others.filter((entry) => !isEnded(entry)), ...ended.slice(0, mostRemembered)];
}

function isEnded({ state }: ModelEntry): boolean {
  return state === "closed" || state === "failed";
}

function firstFailure(entries: readonly ModelEntry[]): GatewayError | undefined {
  return entries.find(hasFailed)?.failure;
}

/** A reason does not go away because the version is tried again. */
function retriedFailure(entries: readonly ModelEntry[]): GatewayError | undefined {
  return entries.find(({ aspired, state }) => aspired && (state === "pending" || state === "loading"))
    ?.earlierFailure;
}

function hasFailed({ aspired, state }: ModelEntry): boolean {
  return aspired && state === "failed";
}
