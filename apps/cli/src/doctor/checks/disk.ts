import { constants } from "node:fs";
import { access, mkdtemp, rmdir, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { DoctorContext } from "../doctor-context.ts";
import { failed, ok, warning, type Said } from "../finding.ts";

/** Below that a model of the usual size may not fit. */
const scarceBytes = 2e9;

/** Whether fetched models can be kept. */
export async function checkDisk({ cacheDirectory, config }: DoctorContext): Promise<readonly Said[]> {
  const directory = resolve(cacheDirectory);
  const place = await nearestThatIs(directory);
  const fault = await writeFault(place, place === directory);
  if (fault !== undefined)
    return [
      failed(`${directory} cannot be written: ${fault}`, "Set SWITCHYARD_CACHE_DIR to a directory that can."),
    ];
  const { bavail, bsize } = await statfs(place);
  const freeBytes = bavail * bsize;
  const facts = `${directory} can be written; ${gigabytes(freeBytes)} GB are free, models may take ${gigabytes(config.cacheMaxBytes)} GB`;
  if (freeBytes >= scarceBytes) return [ok(facts)];
  return [warning(facts, "Make room, or set SWITCHYARD_CACHE_DIR to a disk that has more.")];
}

/** The directory, or the nearest one above it that is there. */
async function nearestThatIs(directory: string): Promise<string> {
  try {
    await access(directory);
    return directory;
  } catch {
    return dirname(directory) === directory ? directory : await nearestThatIs(dirname(directory));
  }
}

/** Tried out where it is ours; a file system that can only be read lets itself be asked, too. */
async function writeFault(directory: string, isOurs: boolean): Promise<string | undefined> {
  try {
    if (!(await stat(directory)).isDirectory()) return `${directory} is no directory`;
    await access(directory, constants.W_OK);
    if (isOurs) await rmdir(await mkdtemp(join(directory, ".doctor-")));
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
