import { stat } from "node:fs/promises";
import { isAbsent } from "./read-file.ts";

/** Two changes within one tick of a disk's clock leave the same marks; what changed this lately is read again. */
const settledMs = 3000;
/** Whatever marks a disk leaves, nothing counts as unchanged for longer. */
const longestMs = 60_000;
const mostKept = 10_000;

interface Kept<Content> {
  readonly marks: string;
  readonly content: Content;
  readonly readMs: number;
}

export interface KeptEntriesOptions<Content> {
  /** What a file or a directory holds; nothing where there is none. */
  readonly read: (path: string, signal: AbortSignal) => Promise<Content | undefined>;
  readonly now?: () => number;
}

/** What files or directories hold, read again only once they have changed: most of a registry never does. */
export class KeptEntries<Content> {
  readonly #read: KeptEntriesOptions<Content>["read"];
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept<Content>>();

  constructor({ read, now = Date.now }: KeptEntriesOptions<Content>) {
    this.#read = read;
    this.#now = now;
  }

  /** Nothing where there is none. */
  async at(path: string, signal: AbortSignal): Promise<Content | undefined> {
    const nowMs = this.#now();
    const { marks, changedMs, absent } = await marksOf(path);
    if (absent) {
      this.#kept.delete(path);
      return undefined;
    }
    const kept = this.#kept.get(path);
    if (kept && kept.marks === marks && nowMs - kept.readMs < longestMs) return kept.content;
    const content = await this.#read(path, signal);
    if (content === undefined || nowMs - changedMs < settledMs) this.#kept.delete(path);
    else this.#keep(path, { marks, content, readMs: nowMs });
    return content;
  }

  #keep(path: string, kept: Kept<Content>): void {
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(path, kept);
  }
}

interface Marks {
  readonly marks: string;
  readonly changedMs: number;
  readonly absent: boolean;
}

/** What a change changes; of what cannot be looked at, nothing that could be the same again. */
async function marksOf(path: string): Promise<Marks> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = await stat(path, { bigint: true });
    const changedMs = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
    return { marks: `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`, changedMs, absent: false };
  } catch (thrown) {
    return { marks: "", changedMs: Infinity, absent: isAbsent(thrown) };
  }
}
