import { once } from "node:events";
import type { Server } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { GatewayError, type Caller } from "@switchyard/core";
import { test } from "vitest";
import { maxBodyBytes, startLaneServer } from "./testing/lane-server.ts";
import type { RawAnswer, RawClient } from "./testing/raw-client.ts";

const path = "/models/iris/invocations";

function post(body: string, headers: readonly string[] = []): string {
  const lines = [`POST ${path} HTTP/1.1`, "Host: a", `Content-Length: ${body.length}`, ...headers];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

const get = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
const head = "HEAD /health HTTP/1.1\r\nHost: a\r\n\r\n";

/** Who answered, and what. */
function told(answer: RawAnswer | undefined): string {
  return answer ? `${answer.headers["x-by"] ?? "lane"} ${answer.status} ${answer.body}` : "closed";
}

async function tell(client: RawClient, count: number): Promise<readonly string[]> {
  const all: string[] = [];
  while (all.length < count) all.push(told(await client.next()));
  return all;
}

test("answers as Node's HTTP server does, header by header", async ({ expect }) => {
  await using served = await startLaneServer({ server: { keepAliveTimeout: 7000 } });
  using client = served.connect();
  client.send(post("a") + post("a", ["X-Twice: 1", "X-Twice: 2"]));
  const [byLane, byNode] = [await client.next(), await client.next()];
  const asItWas = {
    date: expect.any(String),
    "x-request-id": expect.any(String),
    "server-timing": expect.any(String),
  };
  expect(byLane?.headers["keep-alive"]).toBe("timeout=7");
  expect(byNode).toEqual({ ...byLane, headers: { ...byLane?.headers, ...asItWas, "x-by": "node" } });
});

test.for([
  ["one after the other", [post("a"), post("b"), post("c")], ["lane 200 a", "lane 200 b", "lane 200 c"]],
  ["and the rest by Node", [post("a"), get, post("b"), head], ["lane 200 a", "node 200 GET", "node 200 b"]],
  ["with nothing in them", [post(""), post("")], ["lane 200 ", "lane 200 "]],
  ["a broken one at the end", [post("a"), "POST\r\n\r\n"], ["lane 200 a", "lane 400 "]],
] as const)(
  "requests that come together are answered in order: %s",
  async ([, sent, answers], { expect }) => {
    await using served = await startLaneServer();
    using client = served.connect();
    client.send(sent.join(""));
    expect(await tell(client, answers.length)).toEqual(answers);
  },
);

test.for([
  ["two lengths", [`POST ${path} HTTP/1.1`, "Host: a", "Content-Length: 1", "Content-Length: 2"]],
  [
    "a length and chunks",
    [`POST ${path} HTTP/1.1`, "Host: a", "Content-Length: 1", "Transfer-Encoding: chunked"],
  ],
  ["a name with a space", [`POST ${path} HTTP/1.1`, "Host: a", "Content-Length : 1"]],
  ["a zero byte", [`POST ${path} HTTP/1.1`, "Host: a", "Content-Length: 1", "X-A: \0"]],
  ["no host", [`POST ${path} HTTP/1.1`, "Content-Length: 1"]],
] as const)("%s in a head are refused by Node, also behind a good request", async ([, lines], { expect }) => {
  await using served = await startLaneServer();
  using client = served.connect();
  client.send(`${post("a")}${lines.join("\r\n")}\r\n\r\nb`);
  expect(told(await client.next())).toBe("lane 200 a");
  expect((await client.next())?.status).toBe(400);
  await client.closed();
});

test("a body at the limit is answered by the lane, one over it is refused by Node", async ({ expect }) => {
  await using served = await startLaneServer();
  using client = served.connect();
  client.send(post("a".repeat(maxBodyBytes)) + post("a".repeat(maxBodyBytes + 1)));
  const first = await client.next();
  expect([first?.status, first?.headers["x-by"]]).toEqual([200, undefined]);
  expect(await client.next()).toMatchObject({ status: 413, headers: { "x-by": "node" } });
});

test("a path that is none of a model's goes to Node, with its connection", async ({ expect }) => {
  await using served = await startLaneServer();
  using client = served.connect();
  client.send(post("a") + post("b").replace(path, "/models/iris/reload") + post("c"));
  expect(await tell(client, 3)).toEqual(["lane 200 a", "node 200 POST", "node 200 c"]);
});

function notBad(text: string): string {
  if (text === "bad") throw new GatewayError("invalid_request", "the body is bad");
  return text;
}

test("a refusal keeps the connection, and has the gateway's form", async ({ expect }) => {
  await using served = await startLaneServer({ answer: notBad });
  using client = served.connect();
  client.send(post("bad", ["X-Request-Id: r-1"]) + post("good"));
  const refused = await client.next();
  expect(refused?.status).toBe(400);
  expect(JSON.parse(refused?.body ?? "")).toEqual({
    error_code: "BAD_REQUEST",
    message: "the body is bad",
    request_id: "r-1",
  });
  expect(told(await client.next())).toBe("lane 200 good");
});

test("a caller that reads no answers is asked for no more, and others are answered", async ({ expect }) => {
  const large = "x".repeat(256 * 1024);
  let asked = 0;
  const answer = (text: string): string => {
    if (text === "small") return text;
    asked += 1;
    return large;
  };
  await using served = await startLaneServer({ answer });
  using greedy = served.connect();
  greedy.socket.pause();
  const count = 400;
  for (let times = 0; times < count; times += 1) greedy.send(post("large"));
  using other = served.connect();
  for (let times = 0; times < 200; times += 1) {
    other.send(post("small"));
    expect(told(await other.next())).toBe("lane 200 small");
  }
  // What the system's buffers hold, and no more.
  expect(asked).toBeLessThan(100);
  greedy.socket.resume();
  for (let times = 0; times < count; times += 1)
    expect((await greedy.next())?.body.length).toBe(large.length);
});

test("at the end a request whose body is still coming is answered, and its connection ends", async ({
  expect,
}) => {
  let isStopping = false;
  await using served = await startLaneServer({ isStopping: () => isStopping });
  using client = served.connect();
  using idle = served.connect();
  using unused = served.connect();
  idle.send(post("a"));
  expect(told(await idle.next())).toBe("lane 200 a");
  const [begun, rest] = [post("late").slice(0, -2), post("late").slice(-2)];
  client.send(post("early") + begun);
  expect(told(await client.next())).toBe("lane 200 early");
  await connections(served.server, 3);
  isStopping = true;
  served.lane?.closeIdle();
  expect(await idle.closed()).toBe("");
  served.lane?.closeUnused();
  expect(await unused.closed()).toBe("");
  client.send(rest);
  expect(await client.next()).toMatchObject({ body: "late", headers: { connection: "close" } });
  await client.closed();
});

/** Waits until the server has so many. */
async function connections(server: Server, count: number): Promise<void> {
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<number>();
    server.getConnections((_error, found) => resolve(found));
    if ((await promise) === count) return;
    await turn();
  }
}

test.for([
  ["a head", post("a").slice(0, 20), "408"],
  ["a body", post("aaaa").slice(0, -1), "408"],
  ["a first request", "", "408"],
  ["a next request", post("a"), ""],
] as const)(
  "a caller that takes too long with %s is not waited for",
  async ([, sent, status], { expect }) => {
    const server = {
      headersTimeout: 60,
      requestTimeout: 60,
      keepAliveTimeout: 60,
      connectionsCheckingInterval: 20,
    };
    await using served = await startLaneServer({ server: { ...server, keepAliveTimeoutBuffer: 0 } });
    using client = served.connect();
    client.send(sent);
    if (status === "") expect(told(await client.next())).toBe("lane 200 a");
    expect((await client.closed()).split(" ")[1] ?? "").toBe(status);
  },
);

test("a caller that hangs up over its body leaves nothing behind", async ({ expect }) => {
  await using served = await startLaneServer();
  using client = served.connect();
  client.send(post("aaaa").slice(0, -1));
  await once(client.socket, "connect");
  await connections(served.server, 1);
  client.socket.resetAndDestroy();
  await connections(served.server, 0);
  using other = served.connect();
  other.send(post("b"));
  expect(told(await other.next())).toBe("lane 200 b");
});

test.for(["destroy", "end"] as const)(
  "a caller that goes (%s) is known to be gone",
  async (how, { expect }) => {
    const { promise: asked, resolve } = Promise.withResolvers<Caller>();
    const answer = Promise.withResolvers<string>();
    await using served = await startLaneServer({
      answer: async (_text, caller) => {
        resolve(caller);
        return await answer.promise;
      },
    });
    using client = served.connect();
    client.send(post("a"));
    const caller = await asked;
    expect(caller.gone).toBe(false);
    client.socket[how]();
    while (!caller.gone) await turn();
    answer.resolve("for nobody");
    await connections(served.server, 0);
  },
);

test("what fails after the answer ends its connection alone", async ({ expect }) => {
  await using served = await startLaneServer({ predictionLog: { record: fail } });
  for (const body of ["a", "b"]) {
    using client = served.connect();
    client.send(post(body));
    expect(await client.closed()).toMatch(new RegExp(`${body}$`));
  }
});

function fail(): void {
  throw new Error("cannot be recorded");
}

test("an answer that no header could tell is a failure, not a header", async ({ expect }) => {
  await using served = await startLaneServer({ contentType: "text/plain\r\nX-Injected: 1" });
  using client = served.connect();
  client.send(post("a"));
  expect(await client.next()).toMatchObject({ status: 500, headers: { "content-type": "application/json" } });
});

test("what follows a large body in the same piece is answered too", async ({ expect }) => {
  await using served = await startLaneServer();
  using client = served.connect();
  const large = "a".repeat(maxBodyBytes);
  client.send(post(large).slice(0, 200));
  await turn();
  client.send(post(large).slice(200) + post("b"));
  expect(await tell(client, 2)).toEqual([`lane 200 ${large}`, "lane 200 b"]);
});
