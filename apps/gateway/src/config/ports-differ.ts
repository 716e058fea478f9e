import type { z } from "zod";

type Ported = Readonly<Record<string, { readonly port?: number | undefined }>>;

/** Tells of models that share a port; 0 stands for any free one, and may stand twice. */
export function portsDiffer({ value, issues }: z.core.ParsePayload<Ported>): void {
  const owners = new Map<number, string>();
  for (const [name, { port = 0 }] of Object.entries(value)) {
    const owner = owners.get(port);
    if (owner !== undefined)
      issues.push({
        code: "custom",
        path: [name, "port"],
        message: `${port} is the port of ${owner}`,
        input: port,
      });
    else if (port !== 0) owners.set(port, name);
  }
}
