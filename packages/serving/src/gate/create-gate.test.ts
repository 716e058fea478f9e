import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayError, type ErrorCode, type ModelSignature } from "@switchyard/core";
import { test } from "vitest";
import { loadedFunction as loaded, type Answer } from "../testing/function-model.ts";
import { createGate, type GateOptions } from "./create-gate.ts";

const open: GateOptions = { inputExample: true, signature: "compatible", tolerance: 1e-6 };
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

function refusing(code: ErrorCode): Answer {
  return (text) => {
    throw new GatewayError(code, `${text} is refused`);
  };
}

const double: Answer = (text) => ({ predictions: [Number(text) * 2] });
const incumbent = loaded("2", { answer: double });

async function temporary(files: Readonly<Record<string, string>>): ReturnType<typeof mkdtempDisposable> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-gate-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory.path, name), text);
  return directory;
}

test("lets a version pass against which nothing speaks", async ({ expect }) => {
  await using files = await temporary({
    "example.json": "1",
    "requests.jsonl": '{"body": 2}\n\n{"body": "3"}\n',
  });
  const gate = createGate({ ...open, requests: join(files.path, "requests.jsonl"), maxLatencyMs: 1000 });
  const candidate = loaded("3", { answer: double, directory: files.path });
  await expect(gate({ candidate, incumbent }, soon())).resolves.toBeUndefined();
});

test("refuses a version that does not answer its own input example, unless that is not asked for", async ({
  expect,
}) => {
  await using files = await temporary({ "example.json": "1" });
  const candidate = loaded("3", { answer: refusing("invalid_request"), directory: files.path });
  await expect(createGate(open)({ candidate, incumbent }, soon())).rejects.toMatchObject({
    code: "version_refused",
    message: "iris 3 may not replace 2: its input example is refused: 1 is refused",
  });
  const lenient = createGate({ ...open, inputExample: false });
  await expect(lenient({ candidate, incumbent }, soon())).resolves.toBeUndefined();
});

test("refuses a signature that breaks, unless that is allowed", async ({ expect }) => {
  const pair = {
    incumbent: loaded("2", { answer: double, signature: takesColumn("a") }),
    candidate: loaded("3", { answer: double, signature: takesColumn("b") }),
  };
  await expect(createGate(open)(pair, soon())).rejects.toThrow("input b (long) is new and required");
  await expect(createGate({ ...open, signature: "allow" })(pair, soon())).resolves.toBeUndefined();
});

test("compares answers to recorded requests with the serving version's, or with recorded ones", async ({
  expect,
}) => {
  await using files = await temporary({
    "requests.jsonl": [
      '{"body": 1}',
      '{"body": 2}',
      '{"body": 3, "expected": {"predictions": [7]}}',
      "",
    ].join("\n"),
  });
  const requests = join(files.path, "requests.jsonl");
  const candidate = loaded("3", {
    answer: (text) => ({ predictions: [Number(text) * 2 + (text === "2" ? 1 : 0)] }),
  });
  await expect(createGate({ ...open, requests })({ candidate, incumbent }, soon())).rejects.toThrow(
    `iris 3 may not replace 2: ${requests}:2: predictions[0]: 5 instead of 4 (2 of 3 requests differ)`,
  );
  await expect(
    createGate({ ...open, requests, tolerance: 0.5 })({ candidate, incumbent }, soon()),
  ).resolves.toBeUndefined();
});

test.for([
  [double, "invalid_request", undefined],
  [refusing("invalid_request"), "invalid_request", undefined],
  [double, "worker_died", undefined],
  [refusing("invalid_request"), "worker_died", { code: "version_refused" }],
  [double, "overloaded", { code: "overloaded" }],
] as const)(
  "what the serving version itself fails at is no measure, but no excuse either: %s, %s",
  async ([answer, code, refusal], { expect }) => {
    await using files = await temporary({ "requests.jsonl": '{"body": 1}' });
    const gate = createGate({ ...open, requests: join(files.path, "requests.jsonl") });
    const checked = gate(
      { candidate: loaded("3", { answer }), incumbent: loaded("2", { answer: refusing(code) }) },
      soon(),
    );
    if (refusal === undefined) await expect(checked).resolves.toBeUndefined();
    else await expect(checked).rejects.toMatchObject(refusal);
  },
);

test("without a version that serves, recorded requests need only be answered", async ({ expect }) => {
  await using files = await temporary({ "requests.jsonl": '{"body": 1}' });
  const gate = createGate({ ...open, requests: join(files.path, "requests.jsonl") });
  const alone = { incumbent: undefined };
  await expect(
    gate({ ...alone, candidate: loaded("3", { answer: double }) }, soon()),
  ).resolves.toBeUndefined();
  await expect(
    gate({ ...alone, candidate: loaded("3", { answer: refusing("invalid_request") }) }, soon()),
  ).rejects.toThrow("iris 3 may not serve: ");
});

test.for([
  ["{", "requests.jsonl:1: "],
  ['{"body": 1}\n{"bodi": 1}', "requests.jsonl:2: "],
  ['{"body": 1, "operation": "train"}', "requests.jsonl:1: operation: "],
  ["\n", "holds no requests"],
  ['{"body": 1}\n'.repeat(1001), "holds 1001 requests; at most 1000"],
  [" ".repeat(10 * 1024 * 1024 + 1), "is larger than"],
] as const)("a bad file of requests is told by line and fault: %s", async ([text, fault], { expect }) => {
  await using files = await temporary({ "requests.jsonl": text });
  const gate = createGate({ ...open, requests: join(files.path, "requests.jsonl") });
  await expect(gate({ candidate: loaded("3", { answer: double }), incumbent }, soon())).rejects.toThrow(
    fault,
  );
});

test("a file of requests that is not there is a reason to refuse", async ({ expect }) => {
  const gate = createGate({ ...open, requests: "/nowhere/requests.jsonl" });
  await expect(gate({ candidate: loaded("3", { answer: double }), incumbent }, soon())).rejects.toThrow(
    "/nowhere/requests.jsonl cannot be read: ENOENT",
  );
});

test("refuses a version that is too slow, by its median over at least 20 answers", async ({ expect }) => {
  await using files = await temporary({ "example.json": "1" });
  let asked = 0;
  const slow: Answer = (text) => {
    asked += 1;
    const untilMs = performance.now() + 2;
    while (performance.now() < untilMs);
    return double(text);
  };
  const gate = createGate({ ...open, maxLatencyMs: 1 });
  const candidate = loaded("3", { answer: slow, directory: files.path });
  await expect(gate({ candidate, incumbent }, soon())).rejects.toThrow(
    /an answer takes [\d.]+ ms, more than 1 ms/,
  );
  expect(asked).toBeGreaterThanOrEqual(20);
});

test("a limit that cannot be checked is not kept", async ({ expect }) => {
  const gate = createGate({ ...open, maxLatencyMs: 1, maxMemoryBytes: 1 });
  await expect(gate({ candidate: loaded("3", { answer: double }), incumbent }, soon())).rejects.toThrow(
    /latency cannot be measured.*; its memory cannot be measured: it has no process/,
  );
});

test.runIf(process.platform === "linux")("adds up the memory of all workers", async ({ expect }) => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "spawn");
  const candidate = loaded("3", { answer: double, pids: [process.pid, child.pid ?? 0] });
  const own = process.memoryUsage.rss();
  await expect(
    createGate({ ...open, maxMemoryBytes: 1000 })({ candidate, incumbent }, soon()),
  ).rejects.toThrow(/it holds [\d.]+ MB of memory, more than 0.0 MB/);
  await expect(
    createGate({ ...open, maxMemoryBytes: own * 10 })({ candidate, incumbent }, soon()),
  ).resolves.toBeUndefined();
  const exited = once(child, "exit");
  child.stdin.end();
  await exited;
});

test("is given up when its time is over, which refuses nobody", async ({ expect }) => {
  await using files = await temporary({ "example.json": "1" });
  const stopping = new AbortController();
  const candidate = loaded("3", {
    answer: () => {
      stopping.abort();
      return Promise.withResolvers().promise;
    },
    directory: files.path,
  });
  await expect(createGate(open)({ candidate, incumbent }, stopping.signal)).rejects.toMatchObject({
    code: "deadline_exceeded",
  });
});

function takesColumn(name: string): ModelSignature {
  return {
    inputs: { kind: "columns", columns: [{ name, type: { kind: "scalar", type: "long" }, required: true }] },
    outputs: undefined,
    params: undefined,
  };
}
