import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Tells this run of the program from an earlier one that had the same process id, as in a container. */
const run = randomUUID();

/** A process, as it is written into the names of files that are its own. */
export function ownName(): string {
  return [host(), process.pid, birthOf(process.pid), run].join("~");
}

/** Whether the process has ended; of those on other machines, or in other containers, nobody here knows. */
export function hasEnded(name: string): boolean | undefined {
  const [where, pid, birth, madeBy] = name.split("~");
  if (where !== host() || madeBy === undefined) return undefined;
  if (Number(pid) === process.pid) return !name.startsWith(ownName());
  return !isAlive(Number(pid)) || birthOf(Number(pid)) !== birth;
}

/** Process ids mean something in their own namespace alone. */
function host(): string {
  return `${hostname()}.${/\d+/.exec(linkOf("/proc/self/ns/pid"))?.[0] ?? ""}`;
}

/** When a process began, in ticks since the machine did: ids are given again. Empty where nobody says. */
function birthOf(pid: number): string {
  try {
    const [, fields = ""] = /\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "latin1")) ?? [];
    return fields.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
