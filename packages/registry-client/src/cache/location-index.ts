import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactFile } from "@switchyard/core";
import { z } from "zod";
import type { Scratch } from "./scratch.ts";

/** What lay at a location when it was last fetched. */
export interface IndexEntry {
  readonly location: string;
  readonly digest: string;
  readonly files: readonly IndexedFile[];
  /** Tells one copying from another. */
  readonly madeBy?: string | undefined;
}

interface IndexedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly revision: string | null;
}

const entrySchema = z.object({
  location: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number(), revision: z.string().nullable() })),
  madeBy: z.string().optional(),
});

/** Remembers across restarts which content lay where. */
export class LocationIndex {
  readonly #directory: string;
  readonly #scratch: Scratch;

  constructor(directory: string, scratch: Scratch) {
    this.#directory = directory;
    this.#scratch = scratch;
  }

  async prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
  }

  /** Nothing, too, when what was written cannot be read. */
  async read(location: string): Promise<IndexEntry | undefined> {
    try {
      return entrySchema.parse(JSON.parse(await readFile(this.#pathOf(location), "utf8")));
    } catch {
      return undefined;
    }
  }

  async write(entry: IndexEntry): Promise<void> {
    await this.#scratch.writeFile(this.#pathOf(entry.location), JSON.stringify(entry));
  }

  /** A name for a location that a file can have. */
  keyOf(location: string): string {
    return createHash("sha256").update(location).digest("hex");
  }

  #pathOf(location: string): string {
    return join(this.#directory, `${this.keyOf(location)}.json`);
  }
}

/** Whether its store could say that a file has changed, and says that none has. */
export function isUnchanged(entry: IndexEntry, files: readonly ArtifactFile[]): boolean {
  if (entry.files.length !== files.length) return false;
  return entry.files.every((known, index) => {
    const file = files[index];
    const isSame = file?.path === known.path && file.sizeBytes === known.sizeBytes;
    return isSame && file.revision !== undefined && file.revision === known.revision;
  });
}

/** Whether asking its store again would tell anything. */
export function hasRevisions(entry: IndexEntry): boolean {
  return entry.files.every((file) => file.revision !== null);
}
