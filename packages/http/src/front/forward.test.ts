import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { test } from "vitest";
import { callerAddress } from "../access/caller-address.ts";
import { believeFront } from "./believe-front.ts";
import { callerHeader } from "./caller-header.ts";
import { createForward } from "./forward.ts";

test("hands on method, path, headers and body, and gives the answer back as it is", async ({ expect }) => {
  await using forwarding = await startForwarding(async (req, res) => {
    const { "x-mine": mine, host } = req.headers;
    const seen = [req.method, req.url, mine, host, await text(req)];
    res.writeHead(418, { "X-Own": "yes", "Content-Type": "text/plain" }).end(seen.join("|"));
  });
  const { url } = forwarding;
  const response = await fetch(`${url}/a?b=c`, {
    method: "PUT",
    body: "some text",
    headers: { "x-mine": "1" },
  });
  expect([response.status, response.headers.get("x-own")]).toEqual([418, "yes"]);
  expect(await response.text()).toBe(`PUT|/a?b=c|1|${new URL(url).host}|some text`);
});

test("tells who asks, and believes no caller that says so itself", async ({ expect }) => {
  await using forwarding = await startForwarding((req, res) =>
    res.end(`${callerAddress(req)} ${String(req.headers[callerHeader])}`),
  );
  const response = await fetch(forwarding.url, { headers: { [callerHeader]: "10.0.0.1" } });
  expect(await response.text()).toBe("127.0.0.1 undefined");
});

test("gives what is streamed as it comes, and ends the main process' part with its caller", async ({
  expect,
}) => {
  const closed = Promise.withResolvers<void>();
  await using forwarding = await startForwarding((_req, res) => {
    res.once("close", closed.resolve);
    res.write("first");
  });
  const leaving = new AbortController();
  const response = await fetch(forwarding.url, { signal: leaving.signal });
  const reader = response.body?.getReader();
  const read = await reader?.read();
  expect(Buffer.from(read?.value ?? []).toString()).toBe("first");
  leaving.abort();
  await closed.promise;
});

test("a large body without a length goes on in pieces", async ({ expect }) => {
  await using forwarding = await startForwarding(async (req, res) =>
    res.end(String((await text(req)).length)),
  );
  const body = new Blob(["x".repeat(3_000_000)]).stream();
  const response = await fetch(forwarding.url, { method: "POST", body, duplex: "half" });
  expect(await response.text()).toBe("3000000");
});

test("says so when there is no main process", async ({ expect }) => {
  await using forwarding = await startForwarding(() => undefined);
  await forwarding.endMain();
  const response = await fetch(forwarding.url);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ message: "the main process did not answer" });
});

interface Forwarding extends AsyncDisposable {
  readonly url: string;
  endMain(): Promise<void>;
}

/** A front's server before a main process that answers so. */
async function startForwarding(
  answer: (...asked: Parameters<RequestListener>) => unknown,
): Promise<Forwarding> {
  const path = `\0switchyard-test-${randomUUID()}`;
  const main = createServer((req, res) => {
    believeFront(req);
    void answer(req, res);
  }).listen(path);
  await once(main, "listening");
  const front = createServer(createForward(path)).listen(0, "127.0.0.1");
  await once(front, "listening");
  const address = front.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    endMain: () => end(main),
    async [Symbol.asyncDispose]() {
      await Promise.all([end(front), end(main)]);
    },
  };
}

async function end(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
