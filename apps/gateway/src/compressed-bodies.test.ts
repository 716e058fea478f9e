import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { irisRow, irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const iris = "/models/iris/invocations";
const json = "application/json";
const dog = join(import.meta.dirname, "../../../examples/images/dog.jpg");

interface Sent {
  readonly coding: string;
  readonly type?: string;
}

/** The hot path and Express answer alike: one suite runs over both. */
describe.for([
  ["the hot path", true],
  ["Express", false],
] as const)("%s", ([, hotPath]) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      hotPath,
      env: {
        SWITCHYARD_MODELS: "iris=models:/iris@champion,catdog=models:/catdog@champion",
        SWITCHYARD_MAX_BODY_BYTES: "1000000",
      },
    });
  });
  afterAll(async () => await gateway[Symbol.asyncDispose]());

  const post = async (path: string, body: Uint8Array, { coding, type = json }: Sent): Promise<Response> =>
    await gateway.post(path, Uint8Array.from(body), { "content-type": type, "content-encoding": coding });

  test.for([
    [iris, "gzip", gzipSync(irisSplit), { predictions: ["setosa"] }],
    [iris, "br", brotliCompressSync(irisSplit), { predictions: ["setosa"] }],
    [iris, "gzip, zstd", zstdCompressSync(gzipSync(irisSplit)), { predictions: ["setosa"] }],
    [iris, "identity", Buffer.from(irisSplit), { predictions: ["setosa"] }],
    ["/models/iris/predict", "gzip", gzipSync(JSON.stringify(irisRow)), { label: "setosa" }],
    ["/endpoints/iris/invocations", "gzip", gzipSync(irisSplit), { predictions: ["setosa"] }],
    ["/models/iris/versions/2/invocations", "gzip", gzipSync(irisSplit), { predictions: ["setosa"] }],
  ] as const)("%s reads a body of %s", async ([path, coding, body, expected], { expect }) => {
    const response = await post(path, body, { coding });
    expect(await response.json()).toMatchObject(expected);
    expect(response.status).toBe(200);
  });

  test("reads CSV in gzip", async ({ expect }) => {
    const csv = `${Object.keys(irisRow).join()}\n${Object.values(irisRow).join()}\n`;
    const response = await post(iris, gzipSync(csv), { coding: "gzip", type: "text/csv" });
    expect(await response.json()).toEqual({ predictions: ["setosa"] });
  });

  test("reads an upload in gzip, and a picture by itself", async ({ expect }) => {
    const form = new FormData();
    form.append("file", new Blob([readFileSync(dog)]), "dog.jpg");
    const upload = new Response(form);
    const type = upload.headers.get("content-type") ?? "";
    const body = gzipSync(await upload.arrayBuffer());
    const uploaded = await post("/models/catdog/predict", body, { coding: "gzip", type });
    expect(await uploaded.json()).toMatchObject({ label: "dog" });
    const alone = await post("/models/catdog/predict", gzipSync(readFileSync(dog)), {
      coding: "gzip",
      type: "image/jpeg",
    });
    expect(await alone.json()).toMatchObject({ label: "dog" });
  });

  test.for([
    ["gzip", Buffer.from(irisSplit), 400, "Content-Encoding"],
    ["gzip", gzipSync(irisSplit).subarray(0, 40), 400, "Content-Encoding"],
    ["gzip", gzipSync(Buffer.alloc(1_000_001)), 413, "server.maxBodyBytes"],
    ["compress", Buffer.from(irisSplit), 415, "compress is not read"],
  ] as const)("%s %# is refused", async ([coding, body, status, message], { expect }) => {
    const response = await post(iris, body, { coding });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error_code: "BAD_REQUEST",
      message: expect.stringContaining(message),
    });
    const codings = status === 415 ? "gzip, x-gzip, deflate, br, zstd, identity" : null;
    expect(response.headers.get("accept-encoding")).toBe(codings);
  });

  test("a refused body hinders no other request of its connection", async ({ expect }) => {
    const bodies = [gzipSync(Buffer.alloc(1_000_001)), gzipSync(irisSplit)];
    const statuses: number[] = [];
    for (const body of [...bodies, ...bodies])
      statuses.push((await post(iris, body, { coding: "gzip" })).status);
    expect(statuses).toEqual([413, 200, 413, 200]);
  });
});
