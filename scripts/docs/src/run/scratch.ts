import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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

/** Copies files and the folders that are chosen; links all others. */
async function bring(from: string, to: string, isChosen: (name: string) => boolean): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true });
  for (const entry of entries.filter(({ name }) => !leftOut.has(name))) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    // With the times of the files, or `npm start` would build all anew.
    if (entry.isFile()) await cp(source, target, { preserveTimestamps: true });
    else if (isChosen(entry.name)) {
      await mkdir(target);
      await bring(source, target, (name) => !isPackage(join(source, name)));
    } else await symlink(source, target);
  }
}

/** Workspace packages have what they have built, and packages of their own. */
function isPackage(folder: string): boolean {
  return basename(folder) === "node_modules" || existsSync(join(folder, "package.json"));
}
