import { readFile } from "node:fs/promises";
import { processBytes } from "./process-bytes.ts";

/** What a process has used so far, as Linux tells it. */
export interface ProcessUsage {
  readonly pid: number;
  readonly cpuSeconds: number | undefined;
  /** All its pages that are in memory, also those that it shares. */
  readonly residentBytes: number | undefined;
  /** Its own pages, and its part of those that it shares. */
  readonly shareBytes: number | undefined;
}

/** Linux tells processor time in hundredths of a second, whatever its clock. */
const ticksPerSecond = 100;

/** What a process uses; parts that the system does not tell are undefined. */
export async function processUsage(pid: number): Promise<ProcessUsage> {
  const [stat, status, shareBytes] = await Promise.all([
    textOf(`/proc/${pid}/stat`),
    textOf(`/proc/${pid}/status`),
    processBytes(pid),
  ]);
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return {
    pid,
    cpuSeconds: cpuSecondsIn(stat),
    residentBytes: resident === undefined ? undefined : Number(resident) * 1024,
    shareBytes,
  };
}

/** The 14th and 15th field; the second is the program's name in parentheses, which may hold anything. */
function cpuSecondsIn(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [fields[11], fields[12]];
  if (user === undefined || system === undefined) return undefined;
  return (Number(user) + Number(system)) / ticksPerSecond;
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, "utf8").catch(() => "");
}
