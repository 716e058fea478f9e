import { readdirSync, readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";

/** CAP_SYS_NICE, as a bit of Linux' capability sets. */
const sysNice = 1n << 23n;

/** Whether this process may raise the priority of another again that it has lowered; else it had better not begin. */
export function mayRaisePriority(status: string = readStatus()): boolean {
  const capabilities = /^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1];
  return capabilities !== undefined && (BigInt(`0x${capabilities}`) & sysNice) !== 0n;
}

/** Lets a process that has just been started, and the threads that it will start, have what others leave. */
export function lowerPriority(pid: number): void {
  quietly(() => setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL));
}

/** Makes all threads of a process as important as others. */
export function restorePriority(pid: number): void {
  quietly(() => {
    // Linux keeps a priority for each thread.
    for (const thread of readdirSync(`/proc/${pid}/task`))
      setPriority(Number(thread), constants.priority.PRIORITY_NORMAL);
  });
}

/** The process may have ended. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Then nobody needs its priority.
  }
}

function readStatus(): string {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
