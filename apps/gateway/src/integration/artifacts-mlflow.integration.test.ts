import { randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createArtifactStores, type ArtifactStoresOptions } from "@switchyard/registry-client";
import { artifactStoreConformance, type SeededStore } from "@switchyard/registry-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, test, vi } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import { sampleRegistry } from "../testing/sample-models.ts";
import { followRegistry } from "./follow-registry.ts";
import { PythonSession } from "./python-session.ts";
import { startS3, type RunningS3 } from "./start-s3.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";
import { bucketOf } from "./test-bucket.ts";

const { signal } = new AbortController();
/** MLflow decodes paths as often as there is something to decode. */
const decodedNames = ["a%20b.txt"];
let s3: RunningS3;

beforeAll(async () => {
  s3 = await startS3();
  await copySampleModels();
});
afterAll(async () => await s3[Symbol.asyncDispose]());
beforeEach(() => {
  for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a real MLflow that proxies S3", () => {
  let registry: RunningMlflow;
  beforeAll(async () => {
    registry = await startRegistry({ args: ["--artifacts-destination", "s3://models/samples"], env: s3.env });
  });
  afterAll(async () => await registry[Symbol.asyncDispose]());

  for (const multipartDownload of [false, true]) {
    artifactStoreConformance(
      multipartDownload ? "the store whose addresses it signs" : "its proxy",
      () => Promise.resolve(proxied({ trackingUri: registry.url, multipartDownload })),
      decodedNames,
    );

    test(`models are served, with signed addresses: ${multipartDownload}`, async ({ expect }) => {
      const env = { MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD: String(multipartDownload) };
      await using gateway = await followRegistry(registry, { iris: "models:/iris@champion" }, env);
      const response = await gateway.post("/models/iris/invocations", irisSplit);
      expect(response.status).toBe(200);
    });
  }
});

describe("a real MLflow whose artifacts lie in a directory", () => {
  let registry: RunningMlflow;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => await registry[Symbol.asyncDispose]());

  artifactStoreConformance(
    "its proxy, which signs no addresses though it is asked to",
    () => Promise.resolve(proxied({ trackingUri: registry.url, multipartDownload: true })),
    decodedNames,
  );
});

describe("a real MLflow with workspaces", () => {
  let registry: RunningMlflow;
  beforeAll(async () => {
    registry = await startRegistry({ args: ["--enable-workspaces"] });
    const headers = { "content-type": "application/json" };
    const url = `${registry.url}/api/3.0/mlflow/workspaces`;
    await fetch(url, { method: "POST", headers, body: '{"name":"team"}' });
  });
  afterAll(async () => await registry[Symbol.asyncDispose]());

  artifactStoreConformance(
    "the proxy of a workspace",
    () => Promise.resolve(proxied({ trackingUri: registry.url, workspace: "team" })),
    decodedNames,
  );

  test("what lies in another workspace is not there, and a hint says why", async ({ expect }) => {
    const ours = proxied({ trackingUri: registry.url, workspace: "team" });
    const location = (await ours.seed({ MLmodel: "x" })).replace(":/", ":/workspaces/team/");
    expect(await ours.store.list(location, signal)).toHaveLength(1);
    const others = proxied({ trackingUri: registry.url });
    await expect(others.store.list(location, signal)).rejects.toThrow(
      "is MLFLOW_WORKSPACE the workspace that it names?",
    );
  });
});

describe("a real MLflow that hands out no artifacts", () => {
  let registry: RunningMlflow;
  beforeAll(async () => {
    const root = ["--default-artifact-root", "s3://models/direct", "--no-serve-artifacts"];
    registry = await startRegistry({ args: root, env: s3.env });
  });
  afterAll(async () => await registry[Symbol.asyncDispose]());

  test("models that its client logs are served from S3 itself", async ({ expect }) => {
    await using client = await PythonSession.start(registry.url, {
      ...s3.env,
      MLFLOW_EXPERIMENT_NAME: "direct",
    });
    await client.run("register", "multiply", await client.run("log", "3", "20"), "champion");
    const env = { MLFLOW_S3_ENDPOINT_URL: s3.endpoint };
    await using gateway = await followRegistry(registry, { multiply: "models:/multiply@champion" }, env);
    const response = await gateway.post("/models/multiply/invocations", '{"inputs": [[1, 2, 3, 4]]}');
    expect(await response.json()).toEqual({ predictions: { y: [[3, 6, 9, 12]] } });
  });

  test("what lies in its proxy cannot be read, and it is said what to do", async ({ expect }) => {
    const stores = createArtifactStores({ trackingUri: registry.url, backoffMs: 1 });
    await expect(stores.get("mlflow-artifacts")?.list("mlflow-artifacts:/1/models", signal)).rejects.toThrow(
      expect.objectContaining({
        code: "load_failed",
        message: expect.stringContaining("set artifactsDestination, or use the store's own credentials"),
      }),
    );
  });
});

test("a real MLflow that hands out artifacts and nothing else is read by the location that names it", async ({
  expect,
}) => {
  const args = ["--artifacts-destination", "s3://models/samples", "--artifacts-only"];
  await using artifacts = await startRegistry({ args, env: s3.env });
  const stores = createArtifactStores({ trackingUri: "http://127.0.0.1:9" });
  const location = `mlflow-artifacts://${new URL(artifacts.url).host}/1/models`;
  const files = await stores.get("mlflow-artifacts")?.list(location, signal);
  expect(files?.some(({ path }) => path.endsWith("/MLmodel"))).toBe(true);
});

/** Files are put where MLflow's own clients put them. */
function proxied(options: ArtifactStoresOptions): SeededStore {
  const store = createArtifactStores(options).get("mlflow-artifacts");
  if (!store) throw new Error("there is no store for mlflow-artifacts:");
  return {
    store,
    async seed(files) {
      const name = randomUUID();
      for (const [path, body] of Object.entries(files)) {
        const escaped = path.split("/").map(encodeURIComponent).join("/");
        const url = `${options.trackingUri}/api/2.0/mlflow-artifacts/artifacts/${name}/${escaped}`;
        const response = await fetch(url, {
          method: "PUT",
          headers: workspaceOf(options),
          body: Buffer.from(body),
        });
        if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      }
      return `mlflow-artifacts:/${name}`;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** A server without workspaces refuses their header. */
function workspaceOf({ workspace }: ArtifactStoresOptions): Record<string, string> {
  return workspace === undefined ? {} : { "X-MLFLOW-WORKSPACE": workspace };
}

async function copySampleModels(): Promise<void> {
  using bucket = bucketOf(s3);
  const artifacts = join(sampleRegistry, "artifacts");
  const entries = await readdir(artifacts, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    await bucket.put(path.replace(artifacts, "samples"), await readFile(path));
  }
}
