import { text } from "node:stream/consumers";
import { createArtifactStores, type ArtifactStoresOptions } from "@switchyard/registry-client";
import {
  artifactStoreConformance,
  type S3Bucket,
  type SeededStore,
} from "@switchyard/registry-client/testing";
import { beforeAll, test, vi } from "vitest";
import { FaultProxy, nonsense } from "./fault-proxy.ts";
import type { RunningS3 } from "./start-s3.ts";
import { bucketOf, putModel } from "./test-bucket.ts";
import { TlsProxy } from "./tls-proxy.ts";
import { useS3 } from "./use-s3.ts";

const { signal } = new AbortController();
const storage = useS3();
let s3: RunningS3;
let bucket: S3Bucket;

beforeAll(() => {
  ({ s3, bucket } = storage());
});

artifactStoreConformance("S3", () =>
  Promise.resolve({ store: storeOf(), seed, [Symbol.asyncDispose]: () => Promise.resolve() }),
);

test("lists more than one page, and no directories", async ({ expect }) => {
  const names = Array.from({ length: 1005 }, (_, index) => [`data/${index}`, "x"] as const);
  const location = await seed({ MLmodel: "x", "data/": "", ...Object.fromEntries(names) });
  expect(await storeOf().list(location, signal)).toHaveLength(1006);
});

test("lists nothing of a place whose name begins alike", async ({ expect }) => {
  const location = await seed({ MLmodel: "x", "sub/a": "x", "sub2/b": "x" });
  const files = await storeOf().list(`${location}/sub`, signal);
  expect(files.map(({ path }) => path)).toEqual(["a"]);
});

test("refuses keys that lead out", async ({ expect }) => {
  const location = await seed({ MLmodel: "x", "%2e%2e/a": "x" });
  await expect(storeOf().list(location, signal)).rejects.toThrow("leads out of its directory");
});

test("gives an object that was written again another revision, and no parts of the new one", async ({
  expect,
}) => {
  const location = await seed({ MLmodel: "one" });
  const [before] = await storeOf().list(location, signal);
  if (!before) throw new Error("nothing is listed");
  await bucket.put(`${location.split("/").at(-1)}/MLmodel`, "two");
  const [after] = await storeOf().list(location, signal);
  expect(after?.revision).not.toBe(before.revision);
  const readRange = await storeOf().openRanges?.(location, before, signal);
  await expect(readRange?.({ from: 0, to: 3 }, signal)).rejects.toThrow("it changed while it was fetched");
});

test("asks without credentials where all may read, and says what is missing where they may not", async ({
  expect,
}) => {
  using open = bucketOf(s3, "open");
  await open.create();
  await open.publish();
  await open.put("model/MLmodel", "x");
  const location = await seed({ MLmodel: "x" });
  withoutCredentials();
  const anonymous = storeOf({ signatureVersion: "unsigned" });
  const [file] = await anonymous.list("s3://open/model", signal);
  expect(file?.path).toBe("MLmodel");
  await expect(anonymous.list(location, signal)).rejects.toThrow(
    "give these credentials s3:ListBucket and s3:GetObject",
  );
});

test.for([
  ["no credentials", withoutCredentials, "there are no credentials for S3; set AWS_ACCESS_KEY_ID"],
  ["another key", () => vi.stubEnv("AWS_ACCESS_KEY_ID", "nobody"), "check AWS_ACCESS_KEY_ID"],
  ["another secret", () => vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wrong"), "check AWS_SECRET_ACCESS_KEY"],
] as const)("with %s says what to do", async ([, change, message], { expect }) => {
  change();
  await expect(storeOf().list(`s3://${s3.bucket}/model`, signal)).rejects.toThrow(
    expect.objectContaining({ code: "load_failed", message: expect.stringContaining(message) }),
  );
});

test("says when there is no such bucket", async ({ expect }) => {
  await expect(storeOf().list("s3://no-such-bucket/model", signal)).rejects.toThrow(
    "has no such bucket; check its name",
  );
});

test.for([
  ["fails", nonsense.failure, "answered 500"],
  ["answers with a page", nonsense.page, "answer"],
  ["answers with an object", nonsense.emptyObject, "answer"],
  ["resets", { kind: "reset" }, "cannot reach the store at http://127.0.0.1:"],
  ["hangs", { kind: "hang" }, "cannot reach the store at http://127.0.0.1:"],
] as const)(
  "says when the store %s, and reads on when it does no longer",
  async ([, fault, message], { expect }) => {
    await using proxy = await FaultProxy.start(s3.endpoint);
    const location = await seed({ MLmodel: "x" });
    const store = storeOf({ endpoint: proxy.url });
    proxy.fault = fault;
    await expect(store.list(location, signal)).rejects.toThrow(message);
    proxy.fault = { kind: "pass" };
    expect(await store.list(location, signal)).toHaveLength(1);
  },
);

test("believes a certificate that nobody signed only when it is told to", async ({ expect }) => {
  using proxy = await TlsProxy.start(s3.endpoint);
  const location = await seed({ MLmodel: "x" });
  await expect(storeOf({ endpoint: proxy.url }).list(location, signal)).rejects.toThrow(
    "shows a certificate that nobody here knows",
  );
  const trusting = storeOf({ endpoint: proxy.url, ignoreTls: true });
  const [file = { path: "", sizeBytes: 0 }] = await trusting.list(location, signal);
  expect(await text(await trusting.read(location, file, signal))).toBe("x");
});

function storeOf(options: ArtifactStoresOptions["s3"] = {}): SeededStore["store"] {
  const store = createArtifactStores({ s3: { endpoint: s3.endpoint, ...options }, timeoutMs: 500 }).get("s3");
  if (!store) throw new Error("there is no store for s3:");
  return store;
}

async function seed(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  return `s3://${s3.bucket}/${await putModel(bucket, files)}`;
}

function withoutCredentials(): void {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, "");
  for (const name of ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"]) vi.stubEnv(name, "/nowhere");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
}
