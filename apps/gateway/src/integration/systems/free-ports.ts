import { once } from "node:events";
import { createServer } from "node:net";
import { portOf } from "../port-of.ts";

/** For each name a port of this machine that nobody listens on. */
export async function freePorts(...names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const servers = names.map(() => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map(portOf);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return Object.fromEntries(names.map((name, index) => [name, String(ports[index])]));
}
