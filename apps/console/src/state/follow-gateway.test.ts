import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { signal } from "@preact/signals";
import { afterEach, test, vi } from "vitest";
import { followGateway } from "./follow-gateway.ts";
import { unheard, type LiveState } from "./live-state.ts";

const body = JSON.stringify({ models: [{ name: "iris", uri: "models:/iris", status: "ready" }] });

interface Followed {
  readonly live: { readonly value: LiveState };
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A page at the address of a gateway that answers so. */
async function follow(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Followed> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("not listening");
  vi.stubGlobal("document", { baseURI: `http://127.0.0.1:${address.port}/#/models/iris` });
  const leaving = new AbortController();
  const live = signal(unheard);
  const followed = followGateway(live, leaving.signal);
  return {
    live,
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await followed;
      server.closeAllConnections();
      server.close();
    },
  };
}

function sendEvents(res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "text/event-stream" });
  res.write(`retry: 2000\n\nevent: models\ndata: ${body}\n\n`);
}

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status, { "Content-Type": "application/json" }).end('{"message":"no"}');
}

afterEach(() => vi.unstubAllGlobals());

test("what the gateway tells is known, until its connection ends and again when it is back", async ({
  expect,
}) => {
  const opened: ServerResponse[] = [];
  await using page = await follow((req, res) => {
    opened.push(res);
    sendEvents(res);
  });
  await expect.poll(() => page.live.value.connection.kind).toBe("live");
  expect(page.live.value.models?.map(({ name }) => name)).toEqual(["iris"]);
  opened[0]?.end();
  await expect.poll(() => page.live.value.connection.kind, { interval: 5 }).toBe("lost");
  await expect.poll(() => page.live.value.connection.kind).toBe("live");
  expect(opened).toHaveLength(2);
});

test.for([
  ["without events", 404],
  ["with too many listeners", 503],
] as const)("a gateway %s is asked for its models", async ([, status], { expect }) => {
  await using page = await follow((req, res) => {
    if (req.url === "/models") res.writeHead(200, { "Content-Type": "application/json" }).end(body);
    else refuse(res, status);
  });
  await expect.poll(() => page.live.value.connection.kind).toBe("polling");
  expect(page.live.value.models).toHaveLength(1);
});

test.for([
  [401, "locked", "This gateway answers only with a token."],
  [403, "locked", "This token is not allowed here."],
  [503, "lost", "no"],
] as const)("a gateway that answers %i is %s", async ([status, kind, reason], { expect }) => {
  await using page = await follow((req, res) => refuse(res, status));
  await expect.poll(() => page.live.value.connection).toEqual({ kind, reason });
});
