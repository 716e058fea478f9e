import type { ServedModels, VersionStatus } from "@switchyard/core";
import type { Switched } from "./followed-model.ts";
import { countsSince, judgeVersion, type Counts, type RollbackLimits } from "./judge-version.ts";
import { isSameVersion } from "./rollout.ts";

export interface RollbackGuardOptions {
  readonly models: Pick<ServedModels, "status">;
  /** How a model's new versions are judged; nothing where they are not. */
  readonly limitsOf: (name: string) => RollbackLimits | undefined;
  /** Takes the version back that serves now. */
  readonly rollback: (name: string, reason: string) => Promise<unknown>;
  /** The new version has done well: the one before need be kept no longer. */
  readonly release: (name: string) => Promise<unknown>;
  readonly onFailure?: (name: string, thrown: unknown) => void;
  readonly everyMs?: number;
}

/** Watches each new version for a while, and takes it back when it does worse than the one before. */
export class RollbackGuard implements Disposable {
  readonly #options: RollbackGuardOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: RollbackGuardOptions) {
    this.#options = options;
  }

  /** Begins to watch the version that has just taken over. */
  watch({ name, from, to }: Switched): void {
    this.#end(name);
    const limits = this.#options.limitsOf(name);
    const { current, versions } = this.#options.models.status(name);
    if (!limits || !from || !current?.servable) return;
    const old = versions.find(({ version }) => isSameVersion(version, from));
    const trial = {
      name,
      to,
      limits,
      before: countsOf(old),
      start: current.servable.statistics(),
      sinceMs: Date.now(),
    };
    const timer = setInterval(() => this.#look(trial), this.#options.everyMs ?? 1000).unref();
    this.#timers.set(name, timer);
  }

  [Symbol.dispose](): void {
    for (const name of this.#timers.keys()) this.#end(name);
  }

  #look({ name, to, limits, before, start, sinceMs }: Trial): void {
    const { rollback, release } = this.#options;
    const now = this.#countsOf(name, to);
    if (!now) return this.#end(name);
    const reason = judgeVersion(countsSince(now, start), before, limits);
    if (reason === undefined && Date.now() < sinceMs + limits.windowMs) return;
    this.#end(name);
    const act = reason === undefined ? release(name) : rollback(name, reason);
    act.catch((thrown: unknown) => this.#options.onFailure?.(name, thrown));
  }

  /** Nothing once another version, or none, is current. */
  #countsOf(name: string, to: Switched["to"]): Counts | undefined {
    try {
      const { current } = this.#options.models.status(name);
      return current && isSameVersion(current.version, to) ? countsOf(current) : undefined;
    } catch {
      return undefined;
    }
  }

  #end(name: string): void {
    clearInterval(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

interface Trial {
  readonly name: string;
  readonly to: Switched["to"];
  readonly limits: RollbackLimits;
  readonly before: Counts | undefined;
  readonly start: Counts;
  readonly sinceMs: number;
}

function countsOf(status: VersionStatus | undefined): Counts | undefined {
  return status?.servable?.statistics();
}
