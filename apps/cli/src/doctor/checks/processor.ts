import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { DoctorContext } from "../doctor-context.ts";
import { ok, warning, type Said } from "../finding.ts";

/** Whether there are as many cores as processes that want one. */
export async function checkProcessor({ config }: DoctorContext): Promise<readonly Said[]> {
  const cores = availableParallelism();
  const quota = await quotaCores();
  const share = quota === undefined || quota >= cores ? cores : quota;
  const facts = `${cores} cores${share < cores ? `, of which a quota allows ${share.toFixed(1)}` : ""}`;
  const { processes } = config.server;
  const { replicas } = config.defaults;
  const complaints = [
    ...(share < 1
      ? [warning(facts, "Allow at least one core: gateway and models wait for each other.")]
      : []),
    ...(processes > share
      ? [warning(`${facts}; server.processes is ${processes}`, "Set it to the number of cores at most.")]
      : []),
    ...(replicas > share
      ? [warning(`${facts}; defaults.replicas is ${replicas}`, "Set it to the number of cores at most.")]
      : []),
  ];
  return complaints.length > 0 ? complaints : [ok(facts)];
}

/** What the container may take of the processor; nothing where that is all. */
async function quotaCores(): Promise<number | undefined> {
  const two = await textOf("/sys/fs/cgroup/cpu.max");
  const [quota, period] = two?.split(/\s+/) ?? [
    await textOf("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
    await textOf("/sys/fs/cgroup/cpu/cpu.cfs_period_us"),
  ];
  const cores = Number(quota) / Number(period);
  return Number.isFinite(cores) && cores > 0 ? cores : undefined;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch {
    return undefined;
  }
}
