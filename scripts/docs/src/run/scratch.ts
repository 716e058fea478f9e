import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../repository.ts";

/** Where commands may write; all else is only read, and linked. */
const writable = new Set(["scripts", "docs", "deploy", "examples"]);
const leftOut = new Set([".git", ".cache", ".models", "dist"]);

/** A copy of the repository in which a page's commands run. */
export class Scratch implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Scratch> {
    const folder = await mkdtemp(join(tmpdir(), "switchyard-docs-"));
    await bring(repository, folder, (name) => writable.has(name));
    return new Scratch(folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Copies files and the folders that are chosen; links the others, and workspace packages with what they have built. */
async function bring(from: string, to: string, isChosen: (name: string) => boolean): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true });
  for (const entry of entries.filter(({ name }) => !leftOut.has(name))) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    // With the times of the files, or `npm start` would build all anew.
    if (entry.isFile()) await cp(source, target, { preserveTimestamps: true });
    else if (!isChosen(entry.name) || existsSync(join(source, "package.json"))) await symlink(source, target);
    else {
      await mkdir(target);
      await bring(source, target, () => true);
    }
  }
}
