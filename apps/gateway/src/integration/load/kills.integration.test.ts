import { readFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { test } from "vitest";
import { irisSplit } from "../../testing/bodies.ts";
import { GatewayProcess } from "../gateway-process.ts";
import { OpenLoop, type LoadResult } from "../open-loop.ts";
import { processTree } from "../process-tree.ts";

const kills = 50;

test(`${kills} workers killed under load cost no request`, async ({ expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-kills-"));
  await using gateway = await startIris(folder.path);
  await using load = loadOn(gateway);
  for (let count = 0; count < kills; count += 1) {
    const [worker = 0] = gateway.workers();
    process.kill(worker, "SIGKILL");
    await expect.poll(() => hasAnswered(gateway, worker), { timeout: 20_000, interval: 20 }).toBe(true);
  }
  const results = await load.stop();
  expect(outcomes(results)).toEqual(new Set(["200"]));
  expect(results.length).toBeGreaterThan(kills * 10);
});

test("everything below the gateway killed at once, ten times, costs no request", async ({ expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-kills-"));
  await using gateway = await startIris(folder.path);
  await using load = loadOn(gateway);
  for (let count = 0; count < 10; count += 1) {
    const [worker = 0] = gateway.workers();
    for (const pid of processTree(gateway.pid)) if (pid !== gateway.pid) process.kill(pid, "SIGKILL");
    await expect.poll(() => hasAnswered(gateway, worker), { timeout: 20_000, interval: 20 }).toBe(true);
  }
  expect(outcomes(await load.stop())).toEqual(new Set(["200"]));
});

test("SIGTERM under load costs no request, ends with 0, and leaves no process behind", async ({ expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-stop-"));
  await using gateway = await startIris(folder.path);
  const family = processTree(gateway.pid);
  await using load = loadOn(gateway);
  await expect.poll(async () => (await load.results()).length, { timeout: 10_000 }).toBeGreaterThan(5);
  const ended = gateway.end("SIGTERM");
  await expect.poll(async () => (await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
  // As a balancer does that has seen it unready.
  const results = await load.stop();
  expect(await ended).toBe(0);
  expect(outcomes(results)).toEqual(new Set(["200"]));
  await expect.poll(() => family.filter(isAlive)).toEqual([]);
});

test("a second signal ends it at once, and nothing stays behind", async ({ expect }) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-stop-"));
  await using gateway = await startIris(folder.path, { SWITCHYARD_DRAIN_DELAY_MS: "60000" });
  const family = processTree(gateway.pid);
  const ended = gateway.end("SIGTERM");
  await expect.poll(async () => (await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  // Signals closer together come from one key press.
  await delay(300);
  const startMs = Date.now();
  process.kill(gateway.pid, "SIGTERM");
  await ended;
  expect(Date.now() - startMs).toBeLessThan(2000);
  await expect.poll(() => family.filter(isAlive), { timeout: 5000 }).toEqual([]);
});

function startIris(directory: string, env: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
  return GatewayProcess.start({
    SWITCHYARD_MODELS: "iris=models:/iris@champion",
    SWITCHYARD_CACHE_DIR: directory,
    SWITCHYARD_WORKERS: "1",
    ...env,
  });
}

function loadOn(gateway: GatewayProcess): OpenLoop {
  return OpenLoop.start({ url: `${gateway.url}/models/iris/invocations`, body: irisSplit, rate: 300 });
}

/** Whether another worker has taken the place of the one that was killed, and has answered. */
async function hasAnswered(gateway: GatewayProcess, killed: number): Promise<boolean> {
  const others = gateway.workers().filter((pid) => pid !== killed);
  if (others.length === 0) return false;
  const response = await fetch(`${gateway.url}/models/iris/invocations`, {
    method: "POST",
    body: irisSplit,
    headers: { "content-type": "application/json" },
  });
  return response.status === 200;
}

function outcomes(results: readonly LoadResult[]): ReadonlySet<string> {
  return new Set(results.map(({ status, body }) => (status === 200 ? "200" : `${status} ${body}`)));
}

/** A zombie that its parent has not yet asked for is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
