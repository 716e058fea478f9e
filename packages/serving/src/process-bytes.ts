import { readFile } from "node:fs/promises";

/**
 * Memory of a process in bytes, as Linux tells it: its own pages, and of those that it shares with others its
 * part, so that the sum over processes is what they hold together. Nothing where the system does not tell.
 */
export async function processBytes(pid: number): Promise<number | undefined> {
  return (await bytesIn(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB$/m)) ?? (await residentBytes(pid));
}

/** Systems that do not know shares count every page whole. */
async function residentBytes(pid: number): Promise<number | undefined> {
  return await bytesIn(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB$/m);
}

async function bytesIn(file: string, line: RegExp): Promise<number | undefined> {
  try {
    const kilobytes = line.exec(await readFile(file, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
