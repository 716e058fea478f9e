import { readdirSync, readFileSync } from "node:fs";

/** A process and all its descendants that are alive. */
export function processTree(root: number): readonly number[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const below = (pid: number): readonly number[] => [
    pid,
    ...(children.get(pid) ?? []).flatMap((child) => below(child.pid)),
  ];
  return below(root);
}

/** Bytes of memory that processes hold, shared pages counted in proportion. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + proportionalBytes(pid), 0);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
}

function processes(): readonly Process[] {
  return readdirSync("/proc").flatMap((name) => {
    const status = read(`/proc/${name}/stat`);
    const [state, parent] = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return /^\d+$/.test(name) && state !== "Z" && parent !== undefined
      ? [{ pid: Number(name), parent: Number(parent) }]
      : [];
  });
}

function proportionalBytes(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

/** Nothing of a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Whether a process runs this program, by a part of its command line. */
export function runs(pid: number, program: string): boolean {
  return read(`/proc/${pid}/cmdline`).includes(program);
}
