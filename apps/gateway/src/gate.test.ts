import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

interface GatedGateway extends AsyncDisposable {
  readonly gateway: TestGateway;
}

/** A gateway that serves iris 1, with these gate settings and recorded requests. */
async function startGated(settings: string, requests: string): Promise<GatedGateway> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-gate-"));
  const config = join(directory.path, "switchyard.yaml");
  const file = join(directory.path, "requests.jsonl");
  await writeFile(file, requests);
  await writeFile(config, `defaults: { gate: { requests: ${file}, ${settings} } }\n`);
  const gateway = await startTestGateway({
    env: { SWITCHYARD_CONFIG: config, SWITCHYARD_MODELS: "iris=models:/iris@previous" },
  });
  return {
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await directory.remove();
    },
  };
}

test("a version that answers recorded requests otherwise does not go live, and the reason can be read", async ({
  expect,
}) => {
  const requests = `{"body": ${irisSplit}}\n{"body": ${irisSplit}, "expected": {"predictions": ["rose"]}}\n`;
  await using gated = await startGated("maxMemoryBytes: 1000000", requests);
  const { gateway } = gated;
  gateway.moveAlias("iris", "previous", "2");
  const refused = await gateway.post("/models/iris/reload");
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    message: expect.stringMatching(
      /iris 2 may not replace 1: .*requests.jsonl:2: predictions\[0\]: "setosa" instead of "rose"; it holds [\d.]+ MB/,
    ),
    serving_version: "v1",
  });
  expect(await servedVersion(gateway)).toBe("1");
  const described: unknown = await (await gateway.get("/models/iris")).json();
  expect(described).toMatchObject({ status: "loaded", held: { version: "2" } });
});

test("a version that passes every check goes live", async ({ expect }) => {
  await using gated = await startGated(
    "maxLatencyMs: 1000, maxMemoryBytes: 2000000000",
    `{"body": ${irisSplit}}\n`,
  );
  const { gateway } = gated;
  gateway.moveAlias("iris", "previous", "2");
  const response = await gateway.post("/models/iris/reload");
  expect(await response.json()).toMatchObject({ old_version: "v1", new_version: "v2" });
  expect(await servedVersion(gateway)).toBe("2");
});

async function servedVersion(gateway: TestGateway): Promise<string | null> {
  const response = await gateway.post("/models/iris/invocations", irisSplit);
  await response.arrayBuffer();
  return response.headers.get("x-model-version");
}
