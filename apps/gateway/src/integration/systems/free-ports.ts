import { freePort } from "../../../../../scripts/free-port.mjs";

/** For each name a port of this machine that nobody listens on. */
export async function freePorts(...names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const ports = new Set<number>();
  while (ports.size < names.length) ports.add(await freePort());
  return Object.fromEntries(names.map((name, index) => [name, String([...ports][index])]));
}
