import { readFile } from "node:fs/promises";
import { ok, warning, type Said } from "../finding.ts";

/** Every client holds one, and each worker some. */
const enough = 4096;

/** Whether enough connections and files may be open at a time. */
export async function checkDescriptors(): Promise<readonly Said[]> {
  const limits = await readFile("/proc/self/limits", "utf8").catch(() => "");
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (soft === undefined) return [ok("how many files may be open is not known on this system")];
  const facts = `${soft} files and connections may be open at a time`;
  if (soft === "unlimited" || Number(soft) >= enough) return [ok(facts)];
  return [warning(facts, `Raise the limit: ulimit -n ${enough}, or LimitNOFILE= of a systemd unit.`)];
}
