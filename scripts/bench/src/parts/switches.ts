import { setTimeout as delay } from "node:timers/promises";
import type { Case } from "../cases.ts";
import { jsonLoad } from "../loads/requests.ts";
import { irisRow } from "../models/rows.ts";
import { medianP99, type Answered } from "../loads/answered.ts";
import { OpenLoop } from "../loads/open-loop.ts";
import { pointChampion } from "../models/registry.ts";
import { registry } from "../models/write-models.ts";
import type { Options } from "../options.ts";
import type { ServerProcess } from "../processes/server-process.ts";
import { say } from "../progress.ts";
import { servers, switchDrift, switchLatency, type Findings } from "../samples.ts";
import { startGateway } from "../servers/start-servers.ts";

const name = "switched";
const load = jsonLoad(name, { inputs: [irisRow] });
const [rate, paceMs, windowMs] = [300, 750, 15_000];
/** From here on memory is compared: by then all code has run. */
const settledAfter = 10;

/** A version exchanged for the other again and again while requests come at a steady rate. */
export async function measureSwitches(
  _cases: readonly Case[],
  { quick }: Options,
  findings: Findings,
): Promise<void> {
  const [count, steadyMs] = quick ? [20, 5000] : [200, 30_000];
  await using gateway = await startGateway({
    name: servers.process,
    models: [name],
    env: { SWITCHYARD_POLL_INTERVAL_MS: "3600000" },
    first: load,
  });
  using loop = new OpenLoop({ origin: gateway.origin, load, rate });
  say(`${count} switches at ${rate} requests a second`);
  await delay(3000);
  await loop.take();
  await delay(steadyMs);
  const steady = await loop.take();
  const { drift, longestMs } = await switchOften(gateway, count);
  report(findings, { count, steady, during: await loop.take(), drift, longestMs });
}

interface Switched {
  /** Of memory, in percent. */
  readonly drift: number;
  readonly longestMs: number;
}

async function switchOften(gateway: ServerProcess, count: number): Promise<Switched> {
  const usual = gateway.processes().length;
  let early = gateway.memoryMiB();
  let longestMs = 0;
  for (let done = 1; done <= count; done += 1) {
    const [tookMs] = await Promise.all([switchTo(gateway, (done % 2) + 1), delay(paceMs)]);
    longestMs = Math.max(longestMs, tookMs);
    if (done === settledAfter) early = await settledMemory(gateway, usual);
  }
  const late = await settledMemory(gateway, usual);
  return { drift: (late / early - 1) * 100, longestMs };
}

/** The milliseconds until the new version has taken over. */
async function switchTo({ origin }: ServerProcess, version: number): Promise<number> {
  const startMs = performance.now();
  pointChampion(registry, name, version);
  const response = await fetch(new URL(`/models/${name}/reload`, origin), { method: "POST" });
  const text = await response.text();
  if (!response.ok || !text.includes(`"new_version":"v${version}"`))
    throw new Error(`no switch to version ${version}: ${text}`);
  return performance.now() - startMs;
}

/** Once the version before has gone. */
async function settledMemory(gateway: ServerProcess, usual: number): Promise<number> {
  while (gateway.processes().length > usual) await delay(20);
  return gateway.memoryMiB();
}

interface Course extends Switched {
  readonly count: number;
  readonly steady: readonly Answered[];
  readonly during: readonly Answered[];
}

function report({ facts }: Findings, { count, steady, during, drift, longestMs }: Course): void {
  const [usual, p99] = [medianP99(steady, windowMs), medianP99(during, windowMs)];
  const failed = during.filter(({ status }) => status !== 200).length;
  facts.push(
    { name: switchDrift(count), value: drift, unit: "%" },
    { name: switchLatency(count), value: p99 / usual, unit: "" },
    { name: `${count} switches: steady p99`, value: usual, unit: "ms" },
    { name: `${count} switches: p99 meanwhile`, value: p99, unit: "ms" },
    { name: `${count} switches: longest switch`, value: longestMs, unit: "ms" },
    { name: `${count} switches: failed requests`, value: failed, unit: `of ${during.length}` },
  );
}
