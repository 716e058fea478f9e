import { chmod, cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { GatewayError } from "@switchyard/core";

/** Throws `conflict` when a directory holds something. */
export async function checkEmpty(directory: string): Promise<void> {
  if ((await entriesOf(directory)).length === 0) return;
  throw new GatewayError("conflict", `${directory} is not empty; choose another, or overwrite with --force`);
}

/**
 * Copies a model's files. A directory that is new or empty has all of them or none; in another one files of
 * the same names are replaced.
 */
export async function copyModel(from: string, to: string): Promise<void> {
  const target = resolve(to);
  await mkdir(dirname(target), { recursive: true });
  if ((await entriesOf(target)).length > 0) return await cp(from, target, { recursive: true });
  const partial = `${target}.${process.pid}.partial`;
  try {
    await cp(from, partial, { recursive: true });
    await makeWritable(partial);
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The cache's own files are for reading only. */
async function makeWritable(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  await Promise.all(files.map(({ parentPath, name }) => chmod(join(parentPath, name), 0o644)));
}

/** None where there is no directory. */
async function entriesOf(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new GatewayError("conflict", `${directory} is no directory that can be read`, { cause });
  }
}
