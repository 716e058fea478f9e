import { once } from "node:events";
import { createServer, request, type ClientRequest } from "node:http";
import { text } from "node:stream/consumers";
import { brotliCompressSync, createZstdCompress, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { GatewayError } from "@switchyard/core";
import { afterAll, beforeAll, test } from "vitest";
import { readDecodedBody } from "./decoded-body.ts";

const maxBytes = 1024 * 1024;
const words = Buffer.from("a body of so many words, ".repeat(1000));
const gzip = gzipSync(words);
const nothing = gzipSync("");

/** Answers with what became of the body. */
const server = createServer(async (req, res) => {
  outcome = readDecodedBody(req, res, maxBytes);
  try {
    res.end(await outcome);
  } catch (thrown) {
    const { code, message } = GatewayError.from(thrown);
    res.end(`${code}: ${message}`);
  }
});
let outcome: Promise<Buffer> = Promise.resolve(Buffer.alloc(0));
let port = 0;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => void server.close());

test.for([
  ["gzip", gzip],
  ["x-gzip", gzip],
  ["deflate", deflateSync(words)],
  ["br", brotliCompressSync(words)],
  ["zstd", zstdCompressSync(words)],
  ["gzip, br", brotliCompressSync(gzip)],
  ["deflate, gzip, zstd", zstdCompressSync(gzipSync(deflateSync(words)))],
  ["identity", words],
  ["gzip", Buffer.concat([gzipSync(words.subarray(0, 99)), gzipSync(words.subarray(99)), Buffer.alloc(8)])],
] as const)("reads a body of %s", async ([coding, body], { expect }) => {
  expect(await answer(coding, [body])).toBe(words.toString());
});

test("reads what comes byte by byte", async ({ expect }) => {
  const bytes = Array.from(gzip, (byte) => Buffer.from([byte]));
  expect(await answer("gzip", bytes)).toBe(words.toString());
});

test.for([
  ["gzip", words, "invalid_request: Content-Encoding: the body is no gzip (incorrect header check)"],
  ["gzip", Buffer.alloc(0), "invalid_request: Content-Encoding: the body is no gzip (unexpected end"],
  ["gzip", gzip.subarray(0, -1), "invalid_request: Content-Encoding: the body is no gzip (unexpected end"],
  ["gzip", Buffer.concat([gzip, words]), "invalid_request: Content-Encoding: the body is no gzip (incorrect"],
  ["br", brotliCompressSync(words).subarray(0, -1), "invalid_request: Content-Encoding: the body is no br ("],
  ["zstd", Buffer.concat([zstdCompressSync(words), words]), "invalid_request: Content-Encoding: the body is"],
  [
    "deflate",
    Buffer.concat([deflateSync(words), words]),
    "invalid_request: Content-Encoding: the body is no",
  ],
  ["gzip, br", brotliCompressSync(words), "invalid_request: Content-Encoding: the body is no gzip, br"],
  [
    "gzip",
    gzipSync(Buffer.alloc(maxBytes + 1)),
    "payload_too_large: body: larger than 1048576 bytes (server.",
  ],
  ["gzip,gzip", gzipSync(gzipSync(Buffer.alloc(maxBytes + 1))), "payload_too_large"],
  [
    "compress",
    gzip,
    "unsupported_media_type: Content-Encoding: compress is not read; send the body as it is",
  ],
] as const)("refuses as %s what is not: %#", async ([coding, body, expected], { expect }) => {
  expect(await answer(coding, [body])).toContain(expected);
});

test("refuses compressed bytes over the limit, though they expand to nothing", async ({ expect }) => {
  const members = Buffer.concat(Array.from({ length: maxBytes / nothing.length + 1 }, () => nothing));
  expect(await answer("gzip", [members])).toContain("payload_too_large");
  expect(await answer("gzip", [members.subarray(0, 100_000), members])).toContain("payload_too_large");
});

test("refuses what is nothing in the end, but gigabytes on the way", async ({ expect }) => {
  const members = Buffer.concat(Array.from({ length: maxBytes }, () => nothing));
  expect(await answer("gzip, zstd", [zstdCompressSync(members)])).toContain("payload_too_large");
});

test("a bomb costs little memory and time", async ({ expect }) => {
  const bomb = await bombOf(2048);
  expect(bomb.length).toBeLessThan(100_000);
  const before = process.memoryUsage();
  const startMs = performance.now();
  let most = 0;
  const watch = setInterval(() => {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
  }, 1);
  const answers = await Promise.all(Array.from({ length: 10 }, () => answer("zstd", [bomb])));
  clearInterval(watch);
  expect(new Set(answers)).toEqual(
    new Set(["payload_too_large: body: larger than 1048576 bytes (server.maxBodyBytes)"]),
  );
  expect(most).toBeLessThan(10 * 4 * maxBytes);
  expect(performance.now() - startMs).toBeLessThan(5000);
});

test("a caller that hangs up half-way ends the reading", async ({ expect }) => {
  const arrived = once(server, "request");
  const asked = post("gzip");
  asked.on("error", () => undefined);
  asked.write(gzip.subarray(0, 40));
  await arrived;
  asked.destroy();
  await expect(outcome).rejects.toThrow("the body ended early");
});

test("other requests are answered while a body expands", async ({ expect }) => {
  const codings = Array.from({ length: 20 }, () => answer("gzip", [gzipSync(Buffer.alloc(maxBytes))]));
  expect(await answer("identity", [words])).toBe(words.toString());
  expect((await Promise.all(codings)).map(({ length }) => length)).toEqual(codings.map(() => maxBytes));
});

function post(coding: string): ClientRequest {
  const headers = { "content-encoding": coding };
  return request({ host: "127.0.0.1", port, method: "POST", headers });
}

async function answer(coding: string, pieces: readonly Buffer[]): Promise<string> {
  const asked = post(coding);
  const answered = Promise.withResolvers<string>();
  asked.on("response", (response) => answered.resolve(text(response)));
  // A server that has refused reads no more.
  asked.on("error", () => undefined);
  for (const piece of pieces) asked.write(piece);
  asked.end();
  return await answered.promise;
}

/** So many megabytes of nothing in as few bytes as zstd can. */
async function bombOf(megabytes: number): Promise<Buffer> {
  const compress = createZstdCompress();
  const pieces: Buffer[] = [];
  compress.on("data", (piece: Buffer) => pieces.push(piece));
  const megabyte = Buffer.alloc(1024 * 1024);
  for (let count = 0; count < megabytes; count += 1)
    if (!compress.write(megabyte)) await once(compress, "drain");
  compress.end();
  await once(compress, "end");
  return Buffer.concat(pieces);
}
