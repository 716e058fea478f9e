import {
  GatewayError,
  type FetchModel,
  type HeldVersion,
  type ModelRegistry,
  type ModelVersion,
  type ServingEvents,
} from "@switchyard/core";
import { ConcurrencyLimit } from "../concurrency-limit.ts";
import type { ModelManager } from "./model-manager.ts";
import {
  isSameVersion,
  newRollout,
  planFor,
  rolledBack,
  switched,
  type Plan,
  type Rollout,
} from "./rollout.ts";
import type { RolloutStore } from "./rollout-store.ts";
import type { Digests } from "./served-model.ts";

/** The versions that should be served for a model, the one that its URI means first. */
export type ResolveVersions = (
  name: string,
  uri: string,
  signal: AbortSignal,
) => Promise<readonly ModelVersion[]>;

/** One version took another's place. */
export interface Switched {
  readonly name: string;
  readonly from: ModelVersion | undefined;
  readonly to: ModelVersion;
}

export interface FollowedModelOptions {
  readonly registry: ModelRegistry;
  readonly models: ModelManager;
  readonly fetchModel: FetchModel;
  readonly store: RolloutStore;
  /** The one version that the URI means, when it is left out. */
  readonly resolveVersions?: ResolveVersions;
  /** Whether the version that was replaced stays loaded until it is released. */
  readonly keepsReplaced?: (name: string) => boolean;
  readonly onTimed?: ServingEvents["modelTimed"];
  readonly onSwitched?: (switched: Switched) => void;
  /** A version was refused, or rolled back to the one that is named. */
  readonly onHeld?: (name: string, held: HeldVersion, backTo: ModelVersion | undefined) => void;
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Ends the wait for the registry alone. */
  readonly resolving: AbortSignal;
  /** Serve also what is held back. */
  readonly force: boolean;
}

/** A model that follows its URI: what was served, what is held back, and the steps from one to the next. */
export class FollowedModel {
  readonly #name: string;
  readonly #options: FollowedModelOptions;
  /** One declaration at a time: an answer that came late must not replace a newer one. */
  readonly #turn = new ConcurrencyLimit(1);
  #rollout: Rollout = newRollout;
  /** The version that was replaced and stays loaded for a while. */
  #standby: ModelVersion | undefined;
  /** Tells a declaration that was overtaken from the latest. */
  #declarations = 0;

  constructor(name: string, options: FollowedModelOptions) {
    this.#name = name;
    this.#options = options;
  }

  /** Takes up what was known before a restart; tells whether that was anything. */
  async remember(): Promise<boolean> {
    const { models, store } = this.#options;
    this.#rollout = (await store.read(this.#name, models.status(this.#name).uri)) ?? this.#rollout;
    models.hold(this.#name, this.#rollout.held);
    return this.#rollout.served.length > 0;
  }

  /** Serves what the registry says, and resolves once it is so; throws why it cannot be. */
  async follow(options: FollowOptions): Promise<Plan> {
    const { plan, served, declaration } = await this.#ask(options);
    try {
      await served;
    } catch (thrown) {
      const failure = GatewayError.from(thrown);
      if (declaration === this.#declarations) await this.#recover(failure, plan);
      throw failure;
    }
    await this.#commit(plan);
    return plan;
  }

  /** Serves the version before again and holds the present one back; throws `conflict` when there was none. */
  async goBack(reason: string, signal: AbortSignal): Promise<void> {
    const before = this.#rollout;
    const { back, served } = await this.#turn.run(async () => {
      signal.throwIfAborted();
      return this.#declareBack(reason);
    });
    try {
      await served;
    } catch (thrown) {
      if (this.#rollout === back) await this.#declareLast(before);
      throw thrown;
    }
    await this.#keep();
    if (back.held) this.#options.onHeld?.(this.#name, back.held, back.served[0]);
  }

  /** Frees the version that was replaced and has been kept since. */
  async release(): Promise<void> {
    await this.#turn.run(async () => {
      if (!this.#standby) return;
      this.#standby = undefined;
      const { served, held } = this.#rollout;
      void this.#declare({ plan: { versions: served, held } });
    });
  }

  async #ask(options: FollowOptions): Promise<Asked> {
    try {
      return await this.#turn.run(() => this.#askInTurn(options));
    } catch (thrown) {
      const failure = GatewayError.from(thrown);
      this.#options.models.refuse(this.#name, failure);
      await this.#recover(failure);
      throw failure;
    }
  }

  /** Asks the registry, and declares what it says. */
  async #askInTurn({ signal, resolving, force }: FollowOptions): Promise<Asked> {
    const startMs = performance.now();
    const answer = await this.#resolve(resolving);
    this.#tellTime(answer, performance.now() - startMs);
    this.#rollout = { ...this.#rollout, answer: answer[0] };
    const plan = planFor(this.#rollout, answer, { force });
    const digests = await this.#digestsOf(plan.versions, signal);
    this.#keepReplaced(plan);
    const isChecked = !force && isNew(plan, this.#rollout);
    const served = this.#declare({ plan, digests, isChecked });
    return { plan, served, declaration: this.#declarations };
  }

  /** Of answers that something follows from. */
  #tellTime([next]: readonly ModelVersion[], durationMs: number): void {
    const { models, onTimed } = this.#options;
    const current = models.status(this.#name).current?.version;
    if (next && !(current && isSameVersion(current, next)))
      onTimed?.({ ...next, name: this.#name }, "resolve", durationMs);
  }

  async #resolve(signal: AbortSignal): Promise<readonly ModelVersion[]> {
    const { registry, models, resolveVersions } = this.#options;
    const { uri } = models.status(this.#name);
    return (await resolveVersions?.(this.#name, uri, signal)) ?? [await registry.resolve(uri, signal)];
  }

  /** What the places of the versions that are served hold now; costs a listing where nothing has changed. */
  async #digestsOf(versions: readonly ModelVersion[], signal: AbortSignal): Promise<Digests> {
    const { models, fetchModel } = this.#options;
    const ready = models.status(this.#name).versions.filter(({ state }) => state === "ready");
    const served = versions.filter((each) => ready.some(({ version }) => isSameVersion(version, each)));
    const digests = served.map(async (version) => {
      const { digest, release } = await fetchModel(version, signal);
      // What serves holds its files by itself.
      release?.();
      return [version.version, digest] as const;
    });
    return new Map(await Promise.all(digests));
  }

  #keepReplaced({ versions: [next] }: Plan): void {
    const current = this.#options.models.status(this.#name).current?.version;
    if (!next || !current || isSameVersion(current, next)) return;
    this.#standby = this.#options.keepsReplaced?.(this.#name) === true ? current : undefined;
  }

  #declare({ plan: { versions, held }, ...options }: Declaration): Promise<void> {
    this.#declarations += 1;
    const standby = this.#standby;
    const isServed = standby === undefined || versions.some((each) => isSameVersion(each, standby));
    const { models } = this.#options;
    models.hold(this.#name, held);
    const served = models.aspire(this.#name, isServed ? versions : [...versions, standby], options);
    // Whoever waits hears of a failure; nobody need wait.
    served.catch(() => undefined);
    return served;
  }

  #declareBack(reason: string): { readonly back: Rollout; readonly served: Promise<void> } {
    const back = rolledBack(this.#rollout, { reason, since: new Date() });
    if (!back)
      throw new GatewayError(
        "conflict",
        `${this.#name} has served no other version that it could go back to`,
      );
    this.#standby = undefined;
    this.#rollout = back;
    return { back, served: this.#declare({ plan: { versions: back.served, held: back.held } }) };
  }

  /** Serves again what served last. */
  async #declareLast(rollout: Rollout): Promise<void> {
    this.#rollout = rollout;
    this.#standby = undefined;
    const { served, held } = rollout;
    await this.#declare({ plan: { versions: served, held } }).catch(() => undefined);
  }

  /** Keeps what serves now as the last that did. */
  async #commit(plan: Plan): Promise<void> {
    const [to] = plan.versions;
    const current = this.#options.models.status(this.#name).current?.version;
    if (!to || !current || !isSameVersion(current, to)) return;
    const [from] = this.#rollout.served;
    this.#rollout = switched(this.#rollout, plan);
    const name = this.#name;
    if (!from || !isSameVersion(from, to)) this.#options.onSwitched?.({ name, from, to: { ...to, name } });
    await this.#keep();
  }

  /** Holds back what the gate refused, and serves again what served last where nothing does. */
  async #recover(failure: GatewayError, plan?: Plan): Promise<void> {
    const { models, onHeld } = this.#options;
    const [last] = this.#rollout.served;
    const [tried] = plan?.versions ?? [];
    if (!last || (tried && isSameVersion(tried, last))) return;
    if (tried && failure.code === "version_refused") {
      const held = { version: tried, reason: failure.message, since: new Date() };
      await this.#declareLast({ ...this.#rollout, held });
      await this.#keep();
      onHeld?.(this.#name, held, undefined);
    } else if (!models.status(this.#name).current) {
      await this.#declareLast(this.#rollout);
      models.refuse(this.#name, failure);
    }
  }

  /** A disk that is full must not keep a switch from being one. */
  async #keep(): Promise<void> {
    const { models, store } = this.#options;
    const { uri } = models.status(this.#name);
    await store.write({ name: this.#name, uri, rollout: this.#rollout }).catch(() => undefined);
  }
}

interface Asked {
  readonly plan: Plan;
  readonly served: Promise<void>;
  readonly declaration: number;
}

interface Declaration {
  readonly plan: Plan;
  readonly digests?: Digests;
  readonly isChecked?: boolean;
}

/** Whether a version takes over from another one, and is not the one that did well before. */
function isNew({ versions: [next], held }: Plan, { served: [last] }: Rollout): boolean {
  return held === undefined && next !== undefined && last !== undefined && !isSameVersion(next, last);
}
