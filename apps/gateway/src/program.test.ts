import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { underLoad } from "./testing/under-load.ts";

const main = join(import.meta.dirname, "main.ts");

function start(env: Readonly<Record<string, string>>): ReturnType<typeof spawn> {
  const all = {
    ...process.env,
    SWITCHYARD_MODELS: "iris=models:/iris@champion",
    SWITCHYARD_PORT: "0",
    ...env,
  };
  return spawn(process.execPath, ["--conditions=source", main], {
    env: all,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function end(
  program: ReturnType<typeof spawn>,
): Promise<{ readonly code: unknown; readonly error: string }> {
  const error = program.stderr ? text(program.stderr) : Promise.resolve("");
  const [code] = await once(program, "exit");
  return { code, error: await error };
}

test("configuration faults are all told at once, with exit code 2", async ({ expect }) => {
  const { code, error } = await end(start({ SWITCHYARD_PORT: "many", SWITCHYARD_ISOLATION: "jail" }));
  expect(code).toBe(2);
  expect(error).toMatch(/SWITCHYARD_PORT[^]*SWITCHYARD_ISOLATION/);
});

test("a port in use is said plainly", async ({ expect }) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { code, error } = await end(start({ SWITCHYARD_PORT: String(port) }));
  other.close();
  expect(code).toBe(2);
  expect(error).toContain(`127.0.0.1:${port} is in use by another program`);
});

test.for([
  ["one process", "1"],
  ["several", "3"],
] as const)("SIGTERM under load fails no request, and %s ends with 0", async ([, processes], { expect }) => {
  const program = start({ SWITCHYARD_DRAIN_DELAY_MS: "300", SWITCHYARD_PROCESSES: processes });
  const url = await printedUrl(program);
  const exited = once(program, "exit");
  let isStopping = false;
  const ask = async (): Promise<string> => {
    if (isStopping) return "not asked";
    const response = await fetch(`${url}/models/iris/invocations`, {
      method: "POST",
      body: irisSplit,
      headers: { "content-type": "application/json" },
    });
    await response.arrayBuffer();
    return String(response.status);
  };
  const answers = await underLoad(ask, async () => {
    program.kill("SIGTERM");
    // Readiness goes at once; whoever watches it asks no more.
    while ((await fetch(`${url}/readyz`)).status === 200);
    isStopping = true;
  });
  expect(new Set(answers)).toEqual(new Set(["200", "not asked"]));
  expect(await exited).toEqual([0, null]);
});

test("a connection that nobody uses does not hold up the end", async ({ expect }) => {
  const program = start({ SWITCHYARD_DRAIN_DELAY_MS: "0", SWITCHYARD_DRAIN_TIMEOUT_MS: "60000" });
  const { hostname, port } = new URL(await printedUrl(program));
  const socket = connect(Number(port), hostname).on("error", () => undefined);
  await once(socket, "connect");
  const exited = once(program, "exit");
  program.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});

test("a log that nobody reads any more does not keep it from its work", async ({ expect }) => {
  const program = start({ SWITCHYARD_DRAIN_DELAY_MS: "0", SWITCHYARD_LOG_LEVEL: "debug" });
  const url = await printedUrl(program);
  program.stderr?.destroy();
  for (let times = 0; times < 3; times += 1) {
    const { status } = await fetch(`${url}/models/iris/invocations`, { method: "POST", body: irisSplit });
    expect(status).toBe(415);
  }
  const exited = once(program, "exit");
  program.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});

test.runIf(process.platform === "linux")("no process outlives the first", async ({ expect }) => {
  const program = start({ SWITCHYARD_PROCESSES: "3" });
  await printedUrl(program);
  const family = await childrenOf(program.pid ?? 0);
  // Two fronts, and the process that starts workers.
  expect(family.length).toBeGreaterThanOrEqual(3);
  program.kill("SIGKILL");
  await expect.poll(() => family.filter(isAlive)).toEqual([]);
});

async function childrenOf(pid: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.trim().split(" ").map(Number);
}

/** One that nobody has taken note of yet is dead all the same. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function printedUrl({ stdout }: ReturnType<typeof spawn>): Promise<string> {
  if (!stdout) throw new Error("no output");
  for await (const line of createInterface({ input: stdout })) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error("the gateway ended");
}
