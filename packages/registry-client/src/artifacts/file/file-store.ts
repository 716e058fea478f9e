import { open, readdir, realpath, stat, type FileHandle } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { GatewayError, type ArtifactFile, type ArtifactStore } from "@switchyard/core";
import { checkRelativePath } from "../check-relative-path.ts";

/** A store of directories on this machine; `pathOf` says which one a location means. */
export function createFileStore(pathOf: (location: string) => string): ArtifactStore {
  return {
    async list(location, signal) {
      const root = await rootOf(location, pathOf);
      const files = await listBelow({ root, path: "", depth: 0, signal });
      if (files.length > 0) return files;
      throw new GatewayError("load_failed", `there is nothing at ${location}`);
    },
    async read(location, file, signal) {
      checkRelativePath(file.path);
      const root = await rootOf(location, pathOf);
      return (await opened(root, file.path)).createReadStream({ signal });
    },
  };
}

async function rootOf(location: string, pathOf: (location: string) => string): Promise<string> {
  const path = resolve(pathOf(location));
  try {
    return await realpath(path);
  } catch (cause) {
    const place = path === location ? path : `${location} (${path})`;
    throw new GatewayError("load_failed", `there is nothing at ${place}`, { cause });
  }
}

interface Directory {
  readonly root: string;
  readonly path: string;
  readonly depth: number;
  readonly signal: AbortSignal;
}

/** Deeper than any model; links in a circle end here. */
const maxDepth = 32;

async function listBelow({ root, path, depth, signal }: Directory): Promise<readonly ArtifactFile[]> {
  signal.throwIfAborted();
  if (depth > maxDepth) throw new GatewayError("load_failed", `${join(root, path)} is too deep`);
  const names = await readdir(join(root, path));
  const listed = await Promise.all(
    names.toSorted().map((name) => listEntry({ root, path: join(path, name), depth, signal })),
  );
  return listed.flat();
}

async function listEntry(entry: Directory): Promise<readonly ArtifactFile[]> {
  const status = await stat(await inside(entry.root, entry.path), { bigint: true });
  if (status.isDirectory()) return listBelow({ ...entry, depth: entry.depth + 1 });
  const { size, mtimeNs, ino } = status;
  return [{ path: toPosix(entry.path), sizeBytes: Number(size), revision: `${mtimeNs}-${ino}` }];
}

async function opened(root: string, path: string): Promise<FileHandle> {
  try {
    return await open(await inside(root, path));
  } catch (cause) {
    if (cause instanceof GatewayError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GatewayError("load_failed", `cannot read ${join(root, path)}: ${reason}`, { cause });
  }
}

/** Where a path really lies; a link must not lead out of the root. */
async function inside(root: string, path: string): Promise<string> {
  const real = await realpath(join(root, path));
  if (real.startsWith(root === sep ? sep : root + sep)) return real;
  throw new GatewayError("load_failed", `${join(root, path)} is a link that leads out of ${root}`);
}

function toPosix(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
