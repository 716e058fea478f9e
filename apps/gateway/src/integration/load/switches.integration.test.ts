import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, test } from "vitest";
import { GatewayProcess } from "../gateway-process.ts";
import { medianPercentile, OpenLoop, type LoadResult } from "../open-loop.ts";
import { startProduction, type Production } from "../production.ts";
import { untilServed } from "../until-served.ts";

const switches = 200;
const pollIntervalMs = 250;
const roundMs = 1200;
/** From here on memory is compared: by then all code has run, and what is remembered of switches takes its room. */
const settledAfter = 40;
/** Odd versions multiply by one, even ones by the other, so that each answer tells its version. */
const factors = [3, 5] as const;
const body = JSON.stringify({ inputs: [[1, 2, 3, 4]] });

const logged: string[] = [];
let production: Production;

beforeAll(async () => {
  production = await startProduction();
  for (const factor of factors) logged.push(await production.python.run("log", String(factor), "1"));
});
afterAll(async () => await production[Symbol.asyncDispose]());

interface Switches {
  /** When each version was seen to serve, oldest first. */
  readonly acknowledged: readonly { readonly version: number; readonly ms: number }[];
  readonly longestMs: number;
  /** Bytes that the whole program keeps once it has settled, and after the last. */
  readonly memory: readonly [early: number, late: number];
}

test(
  `${switches} aliases moved by the Python client at 300 requests a second`,
  { timeout: 900_000 },
  async ({ expect }) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-switches-"));
    await publish("multiply", 1);
    await using gateway = await startGateway(folder.path);
    const url = `${gateway.url}/models/multiply`;
    await using load = OpenLoop.start({ url: `${url}/invocations`, body, rate: 300 });
    await beSteady(url, 5);
    await load.results();
    await beSteady(url, 30);
    const steady = await load.results();
    const { acknowledged, longestMs, memory } = await switchOften(gateway, url);
    const during = await load.stop();

    const [p99, usual] = [medianPercentile(during, 0.99), medianPercentile(steady, 0.99)];
    const [early, late] = memory;
    console.log(
      `${during.length} requests; p99 ${p99.toFixed(2)} ms, steady ${usual.toFixed(2)} ms; ` +
        `longest switch ${longestMs.toFixed(0)} ms; memory ${megabytes(early)}, then ${megabytes(late)}`,
    );
    expect(during.filter(({ status }) => status !== 200).slice(0, 3)).toEqual([]);
    expect(during.filter((result) => !isTrue(result)).slice(0, 3)).toEqual([]);
    expect(lateAnswers(during, acknowledged).slice(0, 3)).toEqual([]);
    expect(longestMs).toBeLessThan(pollIntervalMs * 1.1 + 5000);
    expect(late).toBeLessThan(early * 1.1);
    expect(p99).toBeLessThan(usual * 1.5);
  },
);

function startGateway(cacheDirectory: string): Promise<GatewayProcess> {
  return GatewayProcess.start({
    ...production.s3.env,
    MLFLOW_TRACKING_URI: production.mlflow.url,
    SWITCHYARD_MODELS: "multiply=models:/multiply@champion",
    SWITCHYARD_CACHE_DIR: cacheDirectory,
    SWITCHYARD_POLL_INTERVAL_MS: String(pollIntervalMs),
  });
}

/** Makes a version through MLflow's client, and points the alias at it. */
async function publish(name: string, version: number): Promise<void> {
  await production.python.run("register", name, logged[version % 2] ?? "", "champion");
}

/** All that goes on beside the switches on this machine, but for the switches themselves. */
async function beSteady(url: string, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1)
    await paced(async () => {
      await publish("other", round);
      for (let look = 0; look < 20; look += 1) {
        await (await fetch(url)).arrayBuffer();
        await delay(20);
      }
    });
}

/** Lets something take as long as a round does. */
async function paced(work: () => Promise<void>): Promise<void> {
  await Promise.all([work(), delay(roundMs)]);
}

async function switchOften(gateway: GatewayProcess, url: string): Promise<Switches> {
  const acknowledged = [{ version: 1, ms: 0 }];
  const memory: [number, number] = [0, 0];
  let longestMs = 0;
  for (let version = 2; version <= switches + 1; version += 1) {
    await paced(async () => {
      await publish("multiply", version);
      const movedMs = nowMs();
      await untilServed(url, String(version));
      acknowledged.push({ version, ms: nowMs() });
      longestMs = Math.max(longestMs, nowMs() - movedMs);
    });
    if (version === settledAfter) memory[0] = await settledMemory(gateway);
  }
  memory[1] = await settledMemory(gateway);
  return { acknowledged, longestMs, memory };
}

/** Once the version before has gone. */
async function settledMemory(gateway: GatewayProcess): Promise<number> {
  while (gateway.workers().length > 1) await delay(20);
  return await gateway.memoryBytes();
}

/** Whether the answer is that of the version which it says it has. */
function isTrue({ version, body: answer }: LoadResult): boolean {
  const factor = factors[Number(version) % 2] ?? 0;
  const row = [1, 2, 3, 4].map((each) => each * factor);
  return JSON.stringify(JSON.parse(answer)) === JSON.stringify({ predictions: { y: [row] } });
}

/** Answers of an older version than the one that had been acknowledged when they were asked for. */
function lateAnswers(
  results: readonly LoadResult[],
  acknowledged: Switches["acknowledged"],
): readonly LoadResult[] {
  return results.filter(({ sentMs, version }) => {
    const newest = acknowledged.findLast(({ ms }) => ms < sentMs);
    return newest !== undefined && Number(version) < newest.version;
  });
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
