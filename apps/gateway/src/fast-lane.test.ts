import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const iris = "/models/iris/invocations";
const allowed = "Authorization: Bearer token";
const env = { SWITCHYARD_API_TOKENS: "token" };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ env });
});
afterAll(async () => await gateway[Symbol.asyncDispose]());

function post(path: string, body: string, headers: readonly string[]): string {
  const lines = [`POST ${path} HTTP/1.1`, "Host: a", "Content-Type: application/json", ...headers];
  return `${lines.join("\r\n")}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function connection(to: TestGateway): ReturnType<typeof connect> {
  const { hostname, port } = new URL(to.baseUrl);
  return connect(Number(port), hostname);
}

/** The answer to these bytes. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connection(gateway);
  socket.write(`${bytes}GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  const [first = ""] = (await text(socket)).split(/(?!^)(?=HTTP\/1.1 )/);
  return withoutVarying(first);
}

/** Without what differs from one answer to the next; Node ends a connection that it refuses before it has the body. */
function withoutVarying(answer: string): string {
  return answer
    .replaceAll(/^(?:Date|Connection|Keep-Alive): .*\r\n/gm, "")
    .replaceAll(/(?<=dur=)[\d.e-]+/g, "T")
    .replaceAll(/(?<="request_id":"|^X-Request-Id: )[\w-]+/gm, "R");
}

test.for([
  ["an answer", iris, irisSplit, [allowed], 200],
  ["a version's answer", "/models/iris/versions/2/invocations", irisSplit, [allowed], 200],
  ["a caller's own id", iris, irisSplit, [allowed, "X-Request-Id: mine"], 200],
  ["a body that is none", iris, "{", [allowed], 400],
  ["an unknown model", "/models/nobody/invocations", irisSplit, [allowed], 404],
  ["a caller without a token", iris, irisSplit, [], 401],
  ["a caller with another's token", iris, irisSplit, ["Authorization: Bearer other"], 403],
  ["a time that is none", iris, irisSplit, [allowed, "X-Request-Timeout: soon"], 400],
] as const)("%s is the same by the lane and by Node", async ([, path, body, headers, status]) => {
  const byLane = await answerTo(post(path, body, headers));
  // A header twice is for Node's parser.
  const byNode = await answerTo(post(path, body, [...headers, "X-Twice: 1", "X-Twice: 2"]));
  expect(byLane).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(byLane).toBe(byNode);
});

test("a request that has begun is answered while the gateway stops", async () => {
  const stopping = await startTestGateway();
  const bytes = post(iris, irisSplit, []);
  const socket = connection(stopping);
  socket.write(bytes + bytes.slice(0, -10));
  const [first] = await once(socket, "data");
  expect(String(first)).toMatch(/^HTTP\/1.1 200 OK/);
  const stopped = stopping[Symbol.asyncDispose]();
  // New connections are refused once it has begun to stop.
  while (await canConnect(stopping));
  socket.write(bytes.slice(-10));
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200 OK[^]*setosa/);
  await stopped;
});

async function canConnect(to: TestGateway): Promise<boolean> {
  const socket = connection(to);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
