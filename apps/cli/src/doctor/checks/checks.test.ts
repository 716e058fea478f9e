import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@switchyard/gateway";
import { test } from "vitest";
import type { DoctorContext } from "../doctor-context.ts";
import { checkAccess } from "./access.ts";
import { checkConfiguration } from "./configuration.ts";
import { checkDisk } from "./disk.ts";
import { checkGateway } from "./gateway.ts";
import { checkMemory } from "./memory.ts";
import { checkNode } from "./node.ts";
import { checkPorts } from "./ports.ts";
import { checkProcessor } from "./processor.ts";

type Environment = Readonly<Record<string, string>>;

const signal = new AbortController().signal;

function contextOf(env: Environment, more: Partial<DoctorContext> = {}): DoctorContext {
  return {
    env,
    config: loadConfig({ args: [], env }),
    hasOwnRegistry: false,
    cacheDirectory: tmpdir(),
    url: "http://127.0.0.1:9",
    isUrlGiven: false,
    registry: () => Promise.reject(new Error("none")),
    ...more,
  };
}

interface Answering extends AsyncDisposable {
  readonly port: string;
  readonly url: string;
}

async function answering(body: string): Promise<Answering> {
  const server: Server = createServer((_request, response) => {
    response.setHeader("connection", "close");
    response.end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = String(typeof address === "object" && address ? address.port : 0);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await once(server.close(), "close");
    },
  };
}

const health = { status: "degraded", version: "0.0.1", uptime_seconds: 600, registry: "stale" };
const models = { iris: { status: "ready" }, topic: { status: "failed", reason: "no such file" } };

test.for([
  ["24.1.0", "ok"],
  ["26.0.0", "ok"],
  ["22.9.1", "failed"],
] as const)("Node %s is %s", ([version, state], { expect }) => {
  expect(checkNode(version)).toMatchObject([{ state }]);
});

test("tells of variables that nobody reads", ({ expect }) => {
  const said = checkConfiguration({ env: { SWITCHYARD_PROT: "1", SWITCHYARD_URL: "x", OTHER: "y" } });
  expect(said).toMatchObject([
    { state: "ok" },
    {
      state: "warning",
      message: expect.stringMatching(/^SWITCHYARD_PROT is set.*did you mean SWITCHYARD_PORT/),
    },
  ]);
});

test.for([
  [{}, [/^ok: only this machine/]],
  [{ SWITCHYARD_HOST: "::1" }, [/^ok/]],
  [{ SWITCHYARD_HOST: "0.0.0.0" }, [/^warning: whoever reaches 0\.0\.0\.0 may ask/]],
  [
    { SWITCHYARD_HOST: "0.0.0.0", SWITCHYARD_CONTROL_PLANE: "open" },
    [/^warning: whoever.*ask/, /^warning: whoever.*reload/],
  ],
  [{ SWITCHYARD_HOST: "0.0.0.0", SWITCHYARD_API_TOKENS: "0123456789abcdef" }, [/^ok: tokens guard/]],
  [{ SWITCHYARD_ADMIN_TOKEN: "short" }, [/^warning: a token has fewer/]],
] as const)("access with %j", async ([env, expected], { expect }) => {
  const said = await checkAccess(contextOf(env));
  expect(said.map(({ state, message }) => `${state}: ${message}`)).toEqual(
    expected.map((line) => expect.stringMatching(line)),
  );
});

test("warns of a file with secrets that all users can read", async ({ expect }) => {
  await using room = await mkdtempDisposable(join(tmpdir(), "switchyard-doctor-"));
  const file = join(room.path, "switchyard.yaml");
  await writeFile(file, "server:\n  adminToken: 0123456789abcdef\n", { mode: 0o644 });
  expect(await checkAccess(contextOf({ SWITCHYARD_CONFIG: file }))).toMatchObject([
    { state: "warning", message: expect.stringContaining("holds secrets"), advice: `chmod 640 ${file}` },
  ]);
});

const look = async (port: string): ReturnType<typeof checkPorts> =>
  await checkPorts(contextOf({ SWITCHYARD_PORT: port }), signal);

test("a port that another program has is a failure; one that Switchyard has is a warning", async ({
  expect,
}) => {
  await using other = await answering("hello");
  await using own = await answering(JSON.stringify({ ...health, models }));
  expect(await look(other.port)).toMatchObject([
    { state: "failed", message: expect.stringContaining("another") },
  ]);
  expect(await look(own.port)).toMatchObject([
    { state: "warning", message: expect.stringContaining("a Switchyard 0.0.1 that has run for 10 minutes") },
  ]);
  expect(await look("0")).toMatchObject([{ state: "ok" }]);
});

test("an address that this machine has not is a failure", async ({ expect }) => {
  const context = contextOf({ SWITCHYARD_HOST: "192.0.2.1" });
  expect(await checkPorts(context, signal)).toMatchObject([{ state: "failed" }]);
});

test.for([
  ["no gateway has to run", false, "ok"],
  ["one that was named has to", true, "failed"],
] as const)("%s", async ([, isUrlGiven, state], { expect }) => {
  expect(await checkGateway(contextOf({}, { isUrlGiven }), signal)).toMatchObject([{ state }]);
});

test("tells how a running gateway is", async ({ expect }) => {
  await using gateway = await answering(JSON.stringify({ ...health, models }));
  const said = await checkGateway(contextOf({}, { url: gateway.url }), signal);
  expect(said.map(({ message }) => message)).toEqual([
    expect.stringContaining("is degraded: 1 of 2 models answer"),
    "topic is failed: no such file",
    expect.stringContaining("does not reach its registry"),
    expect.stringContaining("that gateway is 0.0.1"),
  ]);
  await using other = await answering("hello");
  expect(await checkGateway(contextOf({}, { url: other.url }), signal)).toMatchObject([{ state: "failed" }]);
});

test("a cache that cannot be written is a failure", async ({ expect }) => {
  expect(await checkDisk(contextOf({}))).toMatchObject([
    { message: expect.stringContaining("can be written") },
  ]);
  expect(await checkDisk(contextOf({}, { cacheDirectory: "/dev/null/cache" }))).toMatchObject([
    { state: "failed", message: expect.stringContaining("/dev/null is no directory") },
  ]);
});

test("models may not have more memory than there is", async ({ expect }) => {
  const env = { SWITCHYARD_MEMORY_MAX_BYTES: String(1e15) };
  expect(await checkMemory(contextOf(env))).toMatchObject([{ state: "warning" }]);
});

test("more processes than cores are a warning", async ({ expect }) => {
  const said = await checkProcessor(contextOf({ SWITCHYARD_REPLICAS: "64" }));
  expect(said).toMatchObject([
    { state: "warning", message: expect.stringContaining("defaults.replicas is 64") },
  ]);
});
