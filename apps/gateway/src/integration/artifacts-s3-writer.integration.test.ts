import { randomBytes, randomUUID } from "node:crypto";
import { GatewayError, type ArtifactSource, type ByteRange } from "@switchyard/core";
import { createArtifactStores } from "@switchyard/registry-client";
import { artifactWriterConformance, S3Writer, type S3Bucket } from "@switchyard/registry-client/testing";
import { beforeAll, test, vi } from "vitest";
import { FaultProxy, nonsense } from "./fault-proxy.ts";
import type { RunningS3 } from "./start-s3.ts";
import { useS3 } from "./use-s3.ts";

const { signal } = new AbortController();
/** The least that S3 takes as a part. */
const partBytes = 5 * 2 ** 20;
const storage = useS3();
let s3: RunningS3;
let bucket: S3Bucket;

beforeAll(() => {
  ({ s3, bucket } = storage());
});

artifactWriterConformance("S3", async () => {
  const store = createArtifactStores({ s3: { endpoint: s3.endpoint } }).get("s3");
  if (!store) throw new Error("there is no store for s3:");
  return {
    writer: writer(),
    store,
    location: `s3://${s3.bucket}/${randomUUID()}`,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
});

test.for([
  [2 * partBytes + 1, 3],
  [1000, 1],
] as const)(
  "puts %i bytes there, each of %i parts again when the store stumbles",
  async ([size, parts], { expect }) => {
    await using proxy = await FaultProxy.start(s3.endpoint);
    const stumbled = new Set<string>();
    proxy.fault = ({ method, url }) => {
      if (method !== "PUT" || stumbled.has(url)) return { kind: "pass" };
      stumbled.add(url);
      return nonsense.failure;
    };
    const bytes = randomBytes(size);
    const prefix = randomUUID();
    await writer(proxy.url).write(`s3://${s3.bucket}/${prefix}`, fileOf(bytes), signal);
    expect(stumbled.size).toBe(parts);
    expect(bytes.equals(await bucket.get(`${prefix}/model.onnx`))).toBe(true);
  },
);

test("leaves nothing of a large file that is not sent to its end", async ({ expect }) => {
  await using proxy = await FaultProxy.start(s3.endpoint);
  const prefix = randomUUID();
  const file = fileOf(randomBytes(2 * partBytes), ({ from }) => {
    if (from > 0) throw new GatewayError("load_failed", "the disk is gone");
  });
  const writing = writer(proxy.url).write(`s3://${s3.bucket}/${prefix}`, file, signal);
  await expect(writing).rejects.toThrow("the disk is gone");
  expect(proxy.heard.map(({ method }) => method)).toContain("DELETE");
  expect(await bucket.list(prefix)).toEqual([]);
});

test("says what the credentials lack", async ({ expect }) => {
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "wrong");
  const writing = writer().write(`s3://${s3.bucket}/x`, fileOf(Buffer.from("x")), signal);
  await expect(writing).rejects.toThrow("check AWS_SECRET_ACCESS_KEY");
});

function writer(endpoint: string = s3.endpoint): S3Writer {
  return new S3Writer({
    endpoint,
    timeoutMs: 5000,
    partBytes,
    retry: { retries: 2, backoffMs: 1 },
  });
}

function fileOf(bytes: Uint8Array, onRead: (range: ByteRange) => void = () => undefined): ArtifactSource {
  return {
    path: "model.onnx",
    sizeBytes: bytes.byteLength,
    async *read(range) {
      onRead(range);
      yield bytes.subarray(range.from, range.to);
    },
  };
}
