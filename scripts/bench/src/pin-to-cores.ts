import { spawnSync } from "node:child_process";
import process from "node:process";

/** Keeps this process, and all that it will start, on some cores; throws where that cannot be done. */
export function pinToCores(cores: readonly number[]): void {
  const { status, error, stderr } = spawnSync(
    "taskset",
    ["-a", "-c", "-p", cores.join(","), String(process.pid)],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`--cores: ${error?.message ?? stderr.trim()}`);
}
