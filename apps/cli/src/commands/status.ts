import { checkedAnswer } from "../output.ts";
import type { GatewayClient } from "../gateway-client.ts";
import { printJson } from "../json-output.ts";
import { parseListing, type ListedModel } from "../model-listing.ts";
import type { OutputOptions } from "../output-options.ts";
import { paint, type Meaning } from "../paint.ts";
import { table } from "../table.ts";

/** Prints the served models, with `quiet` those that do not answer; exit code 1 when there is one. */
export async function status(client: GatewayClient, { json, quiet }: OutputOptions): Promise<void> {
  const { body } = checkedAnswer(await client.get("/models"));
  const { models } = parseListing(body);
  if (json) printJson(body);
  else printModels(quiet ? models.filter((each) => !isReady(each)) : models, quiet ?? false);
  if (!models.every(isReady)) process.exitCode = 1;
}

/** The listing as a table. */
export function modelsTable(models: readonly ListedModel[]): string {
  const rows = models.map((each) => [
    each.name,
    paint(meaningOf(each), each.status),
    each.version ?? "-",
    each.runtime ?? "-",
    each.aliases.join(", "),
    each.uri,
  ]);
  return table(["NAME", "STATUS", "VERSION", "RUNTIME", "ALIASES", "URI"], rows);
}

function printModels(models: readonly ListedModel[], quiet: boolean): void {
  if (models.length > 0) process.stdout.write(modelsTable(models));
  else if (!quiet) process.stdout.write("no models are served\n");
  for (const { name, reason } of models)
    if (reason !== undefined) process.stderr.write(`${name}: ${reason}\n`);
}

function isReady({ status: state }: ListedModel): boolean {
  return state === "ready";
}

function meaningOf({ status: state }: ListedModel): Meaning {
  return state === "ready" ? "good" : state === "loading" ? "doubtful" : "bad";
}
