import { readdirSync, readFileSync } from "node:fs";

/** Ticks of the processor's clock a second, in which Linux counts. */
const ticksPerSecond = 100;

/** Every process that was started by this run of the benchmark bears this in its environment. */
export const markName = "SWITCHYARD_BENCH_RUN";

/** A process and all its descendants that are alive. */
export function processTree(root: number): readonly number[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const below = (pid: number): readonly number[] => [
    pid,
    ...(children.get(pid) ?? []).flatMap((child) => below(child.pid)),
  ];
  return below(root);
}

/** Processes that bear a mark, wherever their parents went; this one does not count. */
export function markedProcesses(mark: string): readonly number[] {
  return processes()
    .map(({ pid }) => pid)
    .filter((pid) => pid !== process.pid && read(`/proc/${pid}/environ`).includes(`${markName}=${mark}\0`));
}

/** Seconds of processor time that processes have taken so far. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const [user = 0, system = 0] = fieldsOf(pid).slice(11, 13).map(Number);
    return sum + (user + system) / ticksPerSecond;
  }, 0);
}

/** Memory that processes hold, shared pages counted in proportion. */
export function memoryMiB(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
}

function processes(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const [state, parent] = fieldsOf(Number(name));
      return parent === undefined || state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent) }];
    });
}

/** What follows a process' name: its state, its parent and so on. */
function fieldsOf(pid: number): readonly string[] {
  const status = read(`/proc/${pid}/stat`);
  return status === "" ? [] : status.slice(status.lastIndexOf(")") + 2).split(" ");
}

/** Nothing of a process that has ended meanwhile, or elsewhere than on Linux. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
