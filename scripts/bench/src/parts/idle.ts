import { setTimeout as delay } from "node:timers/promises";
import type { Case } from "../cases.ts";
import { jsonLoad } from "../loads/requests.ts";
import { irisRow } from "../models/rows.ts";
import { idleNames } from "../models/write-models.ts";
import type { Options } from "../options.ts";
import { say } from "../progress.ts";
import { idleFact, servers, type Findings } from "../samples.ts";
import { startGateway } from "../servers/start-servers.ts";

/** Until all that loading left has been collected: idle is what lasts. */
const settleMs = 10_000;

/** What a gateway costs that nobody asks. */
export async function measureIdle(
  _cases: readonly Case[],
  { quick }: Options,
  { facts }: Findings,
): Promise<void> {
  const load = jsonLoad(idleNames[0] ?? "", { inputs: [irisRow] });
  say(`${idleNames.length} models, idle`);
  const startMs = performance.now();
  await using gateway = await startGateway({ name: servers.process, models: idleNames, first: load });
  facts.push({ name: "20 models: all ready after", value: performance.now() - startMs, unit: "ms" });
  await delay(settleMs);
  const before = gateway.processorSeconds();
  const seconds = quick ? 5 : 20;
  await delay(seconds * 1000);
  const share = ((gateway.processorSeconds() - before) / seconds) * 100;
  facts.push(
    { name: idleFact, value: share, unit: "% of a core" },
    { name: "20 models: memory", value: gateway.memoryMiB(), unit: "MiB" },
  );
}
