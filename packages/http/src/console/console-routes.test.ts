import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consoleRoutes } from "./console-routes.ts";

const home = mkdtempSync(join(tmpdir(), "switchyard-console-"));
const page = "<!doctype html><title>Switchyard</title>";
const script = `console.log(${JSON.stringify("yard ".repeat(400))});`;
let server: Server;

beforeAll(async () => {
  mkdirSync(join(home, "dist/assets"), { recursive: true });
  writeFileSync(join(home, "dist/index.html"), page);
  writeFileSync(join(home, "dist/assets/index-x1.js"), script);
  writeFileSync(join(home, "dist/.stamp"), "not a page");
  writeFileSync(join(home, "secret"), "not a page either");
  server = await serving(join(home, "dist"));
});
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true });
});

async function serving(directory: string | undefined): Promise<Server> {
  const app = express().use(consoleRoutes(directory));
  const opened = createServer(app.use((_req, res) => void res.status(404).end())).listen(0, "127.0.0.1");
  await once(opened, "listening");
  return opened;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** As bytes go over the line: `fetch` would tidy the path and undo the coding. */
async function ask(
  path: string,
  { method = "GET", headers = {}, of = server }: { method?: string; headers?: object; of?: Server } = {},
): Promise<Answer> {
  const address = of.address();
  if (typeof address !== "object" || !address) throw new Error("not listening");
  const asked = request({ port: address.port, path, method, headers: { ...headers } }).end();
  const answer = await new Promise<IncomingMessage>((resolve) => asked.once("response", resolve));
  const chunks: Buffer[] = await answer.toArray();
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
}

test("the page is asked for anew each time, and loads from nowhere else", async () => {
  const { status, headers, body } = await ask("/");
  expect([status, body.toString()]).toEqual([200, page]);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
    "content-security-policy": expect.stringContaining("default-src 'self'"),
    "x-content-type-options": "nosniff",
  });
});

test("what its name knows by its content is kept for good", async () => {
  const { headers } = await ask("/assets/index-x1.js");
  expect(headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
  });
});

test.for([
  ["br, gzip", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["", undefined, (bytes: Buffer) => bytes],
] as const)("to who takes %j it goes as %s", async ([accepted, coding, undo]) => {
  const { headers, body } = await ask("/assets/index-x1.js", { headers: { "accept-encoding": accepted } });
  expect([headers["content-encoding"], headers["content-length"]]).toEqual([coding, `${body.length}`]);
  expect(undo(body).toString()).toBe(script);
});

test("who has it is told so", async () => {
  const { headers } = await ask("/");
  const { status, body } = await ask("/", { headers: { "if-none-match": headers.etag } });
  expect([status, body.length]).toEqual([304, 0]);
});

test("HEAD says how large it is", async () => {
  const { status, headers, body } = await ask("/", { method: "HEAD" });
  expect([status, headers["content-length"], body.length]).toEqual([200, `${page.length}`, 0]);
});

test.for([
  ["GET", "/../secret"],
  ["GET", "/%2e%2e/secret"],
  ["GET", "/assets/../../secret"],
  ["GET", "/assets/..%2f..%2fsecret"],
  ["GET", "/.stamp"],
  ["GET", "/assets"],
  ["GET", "/index.htm"],
  ["POST", "/"],
] as const)("%s %s is none of its files", async ([method, path]) => {
  expect((await ask(path, { method })).status).toBe(404);
});

test("without a build, / leads to the documents", async () => {
  for (const directory of [undefined, join(home, "nothing"), home]) {
    await using bare = await serving(directory);
    const { status, headers } = await ask("/", { of: bare });
    expect([status, headers.location]).toEqual([302, "/docs"]);
  }
});
