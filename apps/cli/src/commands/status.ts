import { z } from "zod";
import type { GatewayClient } from "../gateway-client.ts";
import { printAnswer } from "../output.ts";
import { table } from "../table.ts";

const listing = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      uri: z.string(),
      status: z.string(),
      version: z.string().optional(),
      runtime: z.string().optional(),
      aliases: z.array(z.string()).default([]),
      reason: z.string().optional(),
    }),
  ),
});

/** Prints the served models; exit code 1 when one of them does not answer. */
export async function status(client: GatewayClient, options: { readonly json?: boolean }): Promise<void> {
  const answer = await client.get("/models");
  const parsed = listing.safeParse(answer.body);
  if (!answer.ok || !parsed.success || options.json) return printAnswer(answer);
  const { models } = parsed.data;
  const rows = models.map((each) => [
    each.name,
    each.status,
    each.version ?? "-",
    each.runtime ?? "-",
    each.aliases.join(", "),
    each.uri,
  ]);
  process.stdout.write(table(["NAME", "STATUS", "VERSION", "RUNTIME", "ALIASES", "URI"], rows));
  for (const { name, reason } of models)
    if (reason !== undefined) process.stderr.write(`${name}: ${reason}\n`);
  if (models.some((each) => each.status !== "ready")) process.exitCode = 1;
}
