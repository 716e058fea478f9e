import { z } from "zod";
import type { GatewayClient } from "../gateway-client.ts";
import { printJson } from "../json-output.ts";
import { checkedAnswer } from "../output.ts";
import type { OutputOptions } from "../output-options.ts";

const path = "/admin/log-level";
const answer = z.object({ level: z.string() });

/** Prints what the gateway's log tells, or makes it tell more or less until its next start. */
export async function logsLevel(
  client: GatewayClient,
  level: string | undefined,
  { json = false, quiet = false }: OutputOptions,
): Promise<void> {
  const { body } = checkedAnswer(
    level === undefined ? await client.get(path) : await client.put(path, JSON.stringify({ level })),
  );
  const now = answer.parse(body).level;
  if (json) printJson({ level: now });
  else if (level === undefined) process.stdout.write(`${now}\n`);
  else if (!quiet) process.stdout.write(`the gateway logs ${now} from now on, until its next start\n`);
}
