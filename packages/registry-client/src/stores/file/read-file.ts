import { readdir, readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { GatewayError } from "@switchyard/core";

/** MLflow does not write in one step: what is empty or cut off is read again so often. */
const retries = 5;
const retryAfterMs = 20;

/** Whether a name is that of an entry of a directory: none leads elsewhere. */
export function isEntryName(name: string): boolean {
  return !/^\.{0,2}$|[/\\\0]/.test(name);
}

/**
 * A file's content as `parse` reads it; nothing when there is no such file. Throws `registry_unavailable` when it
 * stays unreadable.
 */
export async function readWritten<Content>(
  path: string,
  parse: (text: string) => Content,
  signal: AbortSignal,
): Promise<Content | undefined> {
  for (let retry = 0; ; retry += 1) {
    try {
      return parse(await readFile(path, { encoding: "utf8", signal }));
    } catch (cause) {
      if (isAbsent(cause)) return undefined;
      if (retry === retries || signal.aborted) throw unreadable(path, cause);
    }
    await setTimeout(retryAfterMs);
  }
}

/** The names in a directory, sorted; none when there is no such directory. */
export async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).toSorted();
  } catch (cause) {
    if (isAbsent(cause)) return [];
    throw unreadable(directory, cause);
  }
}

/** Whether something could not be read because it is not there. */
export function isAbsent(thrown: unknown): boolean {
  return (
    thrown instanceof Error && "code" in thrown && (thrown.code === "ENOENT" || thrown.code === "ENOTDIR")
  );
}

function unreadable(path: string, cause: unknown): GatewayError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GatewayError("registry_unavailable", `cannot read ${path}: ${reason}`, { cause });
}
