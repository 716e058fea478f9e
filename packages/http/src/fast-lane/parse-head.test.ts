import { createServer, type IncomingMessage } from "node:http";
import { duplexPair } from "node:stream";
import fc from "fast-check";
import { test } from "vitest";
import { HeadReader } from "./head-reader.ts";
import { parseHead } from "./parse-head.ts";

const maxBodyBytes = 1000;
const first = "POST /models/iris/invocations HTTP/1.1";
const plain = [first, "Host: a", "Content-Length: 7"];

function head(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

test("reads the path, the headers and both sizes", ({ expect }) => {
  const bytes = head([...plain, "Content-Type:\t text/csv ", "CONNECTION: Keep-Alive", "Accept:"]);
  expect(parseHead(Buffer.concat([bytes, Buffer.from("1,2,3,4")]), maxBodyBytes)).toEqual({
    url: "/models/iris/invocations",
    headers: {
      host: "a",
      "content-length": "7",
      "content-type": "text/csv",
      connection: "Keep-Alive",
      accept: "",
    },
    sizeBytes: bytes.length,
    bodyBytes: 7,
  });
});

test.for([
  ["another method", ["GET / HTTP/1.1", "Host: a", "Content-Length: 0"]],
  ["another version", ["POST / HTTP/1.0", "Host: a", "Content-Length: 0"]],
  ["a whole URL", ["POST http://a/ HTTP/1.1", "Host: a", "Content-Length: 0"]],
  ["a space too many", ["POST  / HTTP/1.1", "Host: a", "Content-Length: 0"]],
  ["a path that is not ASCII", ["POST /\xe9 HTTP/1.1", "Host: a", "Content-Length: 0"]],
  ["a line before it", ["", ...plain]],
  ["no host", [first, "Content-Length: 7"]],
  ["two hosts", [...plain, "Host: b"]],
  ["no length", [first, "Host: a"]],
  ["two lengths", [...plain, "Content-Length: 8"]],
  ["the same length twice", [...plain, "Content-Length: 7"]],
  ["a list of lengths", [first, "Host: a", "Content-Length: 7, 7"]],
  ["a length with a sign", [first, "Host: a", "Content-Length: +7"]],
  ["a length with a zero before it", [first, "Host: a", "Content-Length: 07"]],
  ["a length in hexadecimal", [first, "Host: a", "Content-Length: 0x7"]],
  ["a length over the limit", [first, "Host: a", "Content-Length: 1001"]],
  ["a body in chunks", [first, "Host: a", "Transfer-Encoding: chunked"]],
  ["a length and chunks", [...plain, "Transfer-Encoding: chunked"]],
  ["chunks under a strange name", [...plain, "Transfer-Encoding : chunked"]],
  ["a name with a space before it", [...plain, " Transfer-Encoding: chunked"]],
  ["a value on two lines", [...plain, "X-A: b", "\tc"]],
  ["a line without a colon", [...plain, "X-A"]],
  ["a line without a name", [...plain, ": b"]],
  ["a name that is none", [...plain, "X(A): b"]],
  ["a zero byte", [...plain, "X-A: b\0c"]],
  ["a bare line feed", [...plain, "X-A: b\nX-B: c"]],
  ["a bare carriage return", [...plain, "X-A: b\rX-B: c"]],
  ["a value that is not ASCII", [...plain, "X-A: \xe9"]],
  ["a header twice", [...plain, "X-A: b", "x-a: c"]],
  ["a name every object has", [...plain, "__proto__: b"]],
  ["an expectation", [...plain, "Expect: 100-continue"]],
  ["another protocol", [...plain, "Upgrade: websocket"]],
  ["a body in a coding", [...plain, "Content-Encoding: gzip"]],
  ["a connection that is to close", [...plain, "Connection: close"]],
  ["a connection that is to change", [...plain, "Connection: keep-alive, upgrade"]],
  ["a long head", [...plain, `X-A: ${"a".repeat(8200)}`]],
] as const)("hands over %s", ([, lines], { expect }) => {
  expect(parseHead(head(lines), maxBodyBytes)).toBeUndefined();
});

test("hands over lines that end in a line feed only", ({ expect }) => {
  expect(parseHead(Buffer.from(`${plain.join("\n")}\n\n`), maxBodyBytes)).toBeUndefined();
});

test("hands over every piece that does not hold the whole head", ({ expect }) => {
  const bytes = head(plain);
  for (let size = 0; size < bytes.length; size += 1)
    expect(parseHead(bytes.subarray(0, size), maxBodyBytes)).toBeUndefined();
});

const characters = Array.from('aZ09 \t:;,"()/%+-_=\0\r\n\x7f\xe9');
const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 6 });
const name = fc.constantFrom("Host", "X-A", "Content-Length", "Content-Type", "Transfer-Encoding", "Accept");
const value = fc.oneof(fc.constantFrom("0", "5", "keep-alive", "chunked", "application/json"), text);
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(name, fc.constantFrom(":", ": ", ":\t"), value).map((parts) => parts.join("")),
  },
  { weight: 1, arbitrary: text },
);
const usual = fc.constantFrom(["Host: a", "Content-Length: 5"], ["Host: a"], ["Content-Length: 5"]);
const request = fc
  .tuple(fc.constantFrom(first, "POST /a?b#c HTTP/1.1"), usual, fc.array(line, { maxLength: 4 }))
  .map(([start, ...lines]) => head([start, ...lines.flat()]));

test("what is read here, Node's parser reads alike", async ({ expect }) => {
  let accepted = 0;
  const check = fc.asyncProperty(request, async (bytes) => {
    const found = parseHead(bytes, maxBodyBytes);
    if (!found) return;
    accepted += 1;
    const { url, headers } = await readByNode(bytes);
    expect({ url, headers }).toEqual({ url: found.url, headers: found.headers });
  });
  await fc.assert(check, { numRuns: 2000 });
  expect(accepted).toBeGreaterThan(200);
});

/** What Node's HTTP server makes of the bytes. */
async function readByNode(bytes: Buffer): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const server = createServer((req) => resolve(req)).on("clientError", reject);
  const [ours, theirs] = duplexPair();
  server.emit("connection", theirs);
  ours.write(bytes);
  try {
    return await promise;
  } finally {
    ours.destroy();
    theirs.destroy();
    server.close();
  }
}

test("a reader of heads gives what was read anew, whichever head it had before", ({ expect }) => {
  const heads = [
    head(plain),
    head([...plain, "X-A: 1"]),
    head([...plain, "X-A: 2"]),
    head(["GET / HTTP/1.1"]),
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...heads), { minLength: 2 }), (sent) => {
      const reader = new HeadReader(maxBodyBytes);
      for (const bytes of sent) expect(reader.read(bytes)).toEqual(parseHead(bytes, maxBodyBytes));
    }),
  );
});
