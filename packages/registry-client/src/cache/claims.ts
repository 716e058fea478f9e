import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, rmdirSync, utimesSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { OwnedFiles } from "./owned-files.ts";
import { ownName } from "./owner.ts";

/** A model in use elsewhere is removed no sooner than so long after its user's last sign of life. */
const silentAfterMs = 10 * 60_000;

/** What is said of a model: that it is in use, or that it is being removed. */
export type ClaimKind = "use" | "removal";

/**
 * What processes say of the models in a cache that they share, by empty files `<digest>/<kind>~<owner>`. Who
 * uses a model claims it and then looks for removals; who removes one claims it and then looks for uses: so
 * at least one of two sees the other. Claims of processes that have ended count for nothing.
 */
export class Claims {
  readonly #directory: string;
  readonly #own = `${ownName()}~${randomUUID()}`;
  readonly #files = new OwnedFiles(silentAfterMs);
  readonly #counts = new Map<string, number>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Holds until it is disposed; several of one kind count. */
  claim(digest: string, kind: ClaimKind): Disposable {
    const path = join(this.#directory, digest, `${kind}~${this.#own}`);
    const count = this.#counts.get(path) ?? 0;
    if (count === 0) this.#make(digest, path);
    this.#counts.set(path, count + 1);
    return { [Symbol.dispose]: () => this.#giveBack(digest, path) };
  }

  /** Whether any process that lives says so. */
  async isClaimed(digest: string, kind: ClaimKind): Promise<boolean> {
    const names = await readdir(join(this.#directory, digest)).catch(() => []);
    const claims = names.filter((name) => name.startsWith(`${kind}~`));
    const owned = claims.map((name) =>
      this.#files.isOwned(join(this.#directory, digest, name), name.slice(kind.length + 1)),
    );
    return (await Promise.all(owned)).includes(true);
  }

  /** When a model was last taken or given back, in milliseconds since the epoch. */
  async lastClaimedMs(digest: string): Promise<number> {
    const status = await stat(join(this.#directory, digest)).catch(() => undefined);
    return status?.mtimeMs ?? 0;
  }

  /** Forgets a model about which nobody says anything. */
  forget(digest: string): void {
    quietly(() => rmdirSync(join(this.#directory, digest)));
  }

  /** Another process may forget the model just now. Where nothing can be written, nothing can be removed. */
  #make(digest: string, path: string): void {
    for (let tries = 3; tries > 0; tries -= 1) {
      try {
        closeSync(openSync(path, "w"));
        return this.#files.hold(path);
      } catch (thrown) {
        if (isReadOnly(thrown)) return;
        if (tries === 1) throw thrown;
        mkdirSync(join(this.#directory, digest), { recursive: true });
      }
    }
  }

  #giveBack(digest: string, path: string): void {
    const count = (this.#counts.get(path) ?? 1) - 1;
    this.#counts.set(path, count);
    if (count > 0) return;
    this.#counts.delete(path);
    this.#files.drop(path);
    const now = new Date();
    quietly(() => utimesSync(join(this.#directory, digest), now, now));
  }
}

function isReadOnly(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === "EROFS";
}

/** The cache may have been removed below us. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
