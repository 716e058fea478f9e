import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "vitest";
import { GatewayClient } from "./gateway-client.ts";
import { VersionWatch } from "./version-watch.ts";

const patient = new AbortController().signal;
const uri = "models:/iris@champion";

interface Listed {
  readonly version?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly held?: { readonly version: string; readonly reason: string; readonly since: string };
}

interface FakeGateway extends AsyncDisposable {
  readonly client: GatewayClient;
  /** What it was asked, but for the listing. */
  readonly posted: readonly string[];
}

/** A server that lists a model as told, the last way for ever, and lets nobody reload. */
async function startGateway(...listings: readonly Listed[]): Promise<FakeGateway> {
  const posted: string[] = [];
  let looks = 0;
  const server = createServer((request, response) => {
    response.setHeader("connection", "close");
    if (request.method === "POST") {
      posted.push(request.url ?? "");
      response.writeHead(403).end("{}");
      return;
    }
    const listed = listings[Math.min(looks, listings.length - 1)];
    looks += 1;
    const models = [
      { name: "flowers", uri, status: "ready", ...listed },
      { name: "other", uri: "models:/other/1", status: "failed" },
    ];
    response.end(JSON.stringify({ models }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    client: new GatewayClient({ url: `http://127.0.0.1:${port}`, token: undefined }),
    posted,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

const held = (since: string): NonNullable<Listed["held"]> => ({
  version: "2",
  reason: "answers otherwise",
  since,
});

test("waits until the version serves, and asks for a reload that may be refused", async ({ expect }) => {
  await using gateway = await startGateway({ version: "1" }, { version: "1" }, { version: "2" });
  const watch = await VersionWatch.begin({ client: gateway.client, uri, version: "2" });
  expect(await watch.served(10_000, patient)).toEqual(["flowers"]);
  expect(gateway.posted).toEqual(["/models/flowers/reload?wait=false"]);
});

test("ends at once when the version is held back, with the reason", async ({ expect }) => {
  await using gateway = await startGateway({ version: "1" }, { version: "1", held: held("now") });
  const watch = await VersionWatch.begin({ client: gateway.client, uri, version: "2" });
  await expect(watch.served(10_000, patient)).rejects.toMatchObject({
    code: "version_refused",
    message: "flowers: the gateway holds version 2 back: answers otherwise",
  });
});

test("a version that was held back before may come yet", async ({ expect }) => {
  const before = { version: "1", held: held("yesterday") };
  await using gateway = await startGateway(before, before, { version: "2" });
  const watch = await VersionWatch.begin({ client: gateway.client, uri, version: "2" });
  expect(await watch.served(10_000, patient)).toEqual(["flowers"]);
});

test("tells what serves instead, and why, when time is over", async ({ expect }) => {
  await using gateway = await startGateway({ version: "1", reason: "cannot fetch s3://models/2" });
  const watch = await VersionWatch.begin({ client: gateway.client, uri, version: "2" });
  await expect(watch.served(1, patient)).rejects.toMatchObject({
    code: "deadline_exceeded",
    message: "the gateway does not serve version 2 yet: flowers serves 1 (cannot fetch s3://models/2)",
  });
});

test("a gateway that does not follow the alias is not waited for", async ({ expect }) => {
  await using gateway = await startGateway({ version: "1" });
  await expect(
    VersionWatch.begin({ client: gateway.client, uri: "models:/iris@nobody", version: "2" }),
  ).rejects.toThrow("no model of the gateway follows models:/iris@nobody");
});
