import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { loadConfig } from "./load-config.ts";

const directory = mkdtempSync(join(tmpdir(), "switchyard-config-"));
let files = 0;

function fileWith(text: string): string {
  files += 1;
  const path = join(directory, `switchyard-${files}.yaml`);
  writeFileSync(path, text);
  return path;
}

afterAll(() => rmSync(directory, { recursive: true }));

test("flags stand over variables, variables over the file, the file over defaults", ({ expect }) => {
  const file = fileWith("server: { port: 1, host: 0.0.0.0 }\nlog: { level: warn }\n");
  const env = { SWITCHYARD_CONFIG: file, SWITCHYARD_PORT: "2", SWITCHYARD_LOG_LEVEL: "" };
  expect(loadConfig({ args: ["--port", "3"], env })).toMatchObject({
    server: { port: 3, host: "0.0.0.0" },
    log: { level: "warn" },
  });
  expect(loadConfig({ args: [], env })).toMatchObject({ server: { port: 2, maxBodyBytes: 67_108_864 } });
});

test("reads models from the file, short and long, and replaces them by the variable's", ({ expect }) => {
  const file = fileWith(
    'models:\n  iris: models:/iris@champion\n  topic: { uri: "models:/topic/1", workers: 2, versions: [1, 3] }\n',
  );
  expect(loadConfig({ args: ["--config", file], env: {} }).models).toEqual({
    iris: { uri: "models:/iris@champion" },
    topic: { uri: "models:/topic/1", workers: 2, versions: ["1", "3"] },
  });
  expect(
    loadConfig({ args: ["--config", file], env: { SWITCHYARD_MODELS: "a=models:/a/1,b=./x=y" } }).models,
  ).toEqual({
    a: { uri: "models:/a/1" },
    b: { uri: "./x=y" },
  });
});

test.for([
  ["SWITCHYARD_DISCOVER", "alias:champion", { discover: { alias: "champion" } }],
  ["SWITCHYARD_DISCOVER", "stage:Production", { discover: { stage: "Production" } }],
  ["SWITCHYARD_API_TOKENS", "a, b", { server: { apiTokens: ["a", "b"] } }],
  ["SWITCHYARD_WORKERS", "auto", { defaults: { workers: "auto" } }],
  ["SWITCHYARD_VERSIONS", "1,3", { defaults: { versions: ["1", "3"] } }],
  ["SWITCHYARD_VERSIONS", "latest:2", { defaults: { versions: { latest: 2 } } }],
  ["SWITCHYARD_VERSIONS", "all", { defaults: { versions: { latest: Infinity } } }],
  ["SWITCHYARD_MEMORY_MAX_BYTES", "4000000000", { memory: { maxBytes: 4e9, minIdleMs: 60_000 } }],
  ["SWITCHYARD_PROCESSES", "4", { server: { processes: 4 } }],
  ["SWITCHYARD_MEMORY_HOLD_MS", "0", { memory: { holdMs: 0 } }],
  ["SWITCHYARD_MAX_MEMORY_BYTES", "200000000", { defaults: { maxMemoryBytes: 2e8 } }],
  ["SWITCHYARD_WEIGHTS", "shared", { defaults: { weights: "shared" } }],
  ["SWITCHYARD_PINNED", "true", { defaults: { pinned: true } }],
  ["LABELS", "cat,dog", { defaults: { labels: ["cat", "dog"] } }],
  ["MLFLOW_TRACKING_INSECURE_TLS", "true", { registry: { insecureTls: true } }],
] as const)("%s=%s", ([variable, text, expected], { expect }) => {
  expect(loadConfig({ args: [], env: { [variable]: text } })).toMatchObject(expected);
});

test("tells all faults at once, each with its place and the name it was given by", ({ expect }) => {
  const file = fileWith("server: { prot: 1 }\nmodels: { iris: { workers: many } }\n");
  const env = { SWITCHYARD_PORT: "many", SWITCHYARD_ISOLATION: "jail", SWITCHYARD_DISCOVER: "champion" };
  const load = (): unknown => loadConfig({ args: ["--config", file], env });
  for (const fault of [
    "server.port (SWITCHYARD_PORT)",
    "prot",
    "models.iris",
    "defaults.isolation (SWITCHYARD_ISOLATION)",
    "discover (SWITCHYARD_DISCOVER): expected { alias",
  ])
    expect(load).toThrow(fault);
});

test("tells of two models that would have one port", ({ expect }) => {
  const file = fileWith(
    "models: { a: { uri: models:/a/1, port: 5001 }, b: { uri: models:/b/1, port: 5001 } }\n",
  );
  expect(() => loadConfig({ args: ["--config", file], env: {} })).toThrow(
    "models.b.port: 5001 is the port of a",
  );
});

test("says which flag it does not know", ({ expect }) => {
  expect(() => loadConfig({ args: ["--prot", "1"], env: {} })).toThrow(
    "Unknown option '--prot'; did you mean --port?",
  );
});

test("says what is wrong with a file", ({ expect }) => {
  expect(() => loadConfig({ args: [], env: { SWITCHYARD_CONFIG: "/nowhere.yaml" } })).toThrow(
    "/nowhere.yaml",
  );
  expect(() => loadConfig({ args: ["--config", fileWith("- 1")], env: {} })).toThrow(
    "expected keys and values",
  );
});

test("tells what several processes cannot do", ({ expect }) => {
  const env = { SWITCHYARD_PROCESSES: "2", SWITCHYARD_PREDICTION_LOG: "jsonl" };
  expect(() => loadConfig({ args: [], env })).toThrow(
    "server.processes (SWITCHYARD_PROCESSES): the prediction log is kept by one process",
  );
  expect(loadConfig({ args: [], env: { ...env, SWITCHYARD_PREDICTION_LOG: "off" } })).toBeDefined();
});

test.for([
  ["server: { prot: 1 }", "server.prot: there is no such key; did you mean port?"],
  ["modles: {}", "modles: there is no such key; did you mean models?"],
  [
    "models: { iris: { uri: x, verison: all } }",
    "models.iris.verison: there is no such key; did you mean versions?",
  ],
  [
    "models: { iris: { uri: x, gate: { tolerence: 1 } } }",
    "models.iris.gate.tolerence: there is no such key; did you mean tolerance?",
  ],
  ["server: { nothing_like_it: 1 }", "server.nothing_like_it: there is no such key"],
] as const)("%s: %s", ([text, fault], { expect }) => {
  expect(() => loadConfig({ args: ["--config", fileWith(text)], env: {} })).toThrow(`  ${fault}`);
});
