import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "vitest";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { registryConformance, type OpenedStore } from "../../testing/registry-conformance.ts";
import { sampleFacts } from "../../testing/sample-registry.ts";
import type { RegistryStore } from "../registry-store.ts";
import { RestStore } from "./rest-store.ts";
import type { ServerAccess } from "./server-access.ts";
import { ServerClient } from "./server-client.ts";

const { signal } = new AbortController();

class SampleServer implements OpenedStore {
  readonly facts: OpenedStore["facts"] = sampleFacts;
  readonly isWritable = true;
  readonly mlflow: FakeMlflow;
  readonly store: RegistryStore;

  private constructor(mlflow: FakeMlflow, access: ServerAccess) {
    this.mlflow = mlflow;
    this.store = new RestStore(new ServerClient(`${mlflow.url}/`, { backoffMs: 1, ...access }));
  }

  static async start(access: ServerAccess = {}): Promise<SampleServer> {
    return new SampleServer(await FakeMlflow.start(), access);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    await this.mlflow[Symbol.asyncDispose]();
  }
}

registryConformance("REST", () => SampleServer.start());

test.for([
  [{ username: "ann", password: "secret", token: "t" }, "authorization", `Basic ${btoa("ann:secret")}`],
  [{ username: "ann", token: "t" }, "authorization", "Bearer t"],
  [{ workspace: "team" }, "x-mlflow-workspace", "team"],
  [{}, "authorization", undefined],
] as const)("with %j sends %s: %s", async ([access, header, value], { expect }) => {
  await using server = await SampleServer.start(access);
  await server.store.findModel("iris", signal);
  expect(server.mlflow.heard[0]?.[header]).toBe(value);
});

test.for([408, 429, 500, 502, 503, 504, undefined] as const)(
  "asks again after %s",
  async (status, { expect }) => {
    await using server = await SampleServer.start();
    const fault = status === undefined ? {} : { status, body: "<h1>busy</h1>" };
    server.mlflow.planned.push(fault, fault);
    expect((await server.store.findModel("iris", signal))?.name).toBe("iris");
    expect(server.mlflow.heard).toHaveLength(3);
  },
);

test.for([
  [{ status: 503, body: "<h1>down</h1>" }, 4, "answered 503: down"],
  [{ status: 401, body: "You are not authenticated." }, 1, "check MLFLOW_TRACKING_USERNAME"],
  [{ status: 403, body: "Invalid Host header" }, 1, "--allowed-hosts"],
  [{ status: 404, body: "<title>404</title>" }, 1, "is it an MLflow server"],
  [{ status: 200, body: "<!doctype html>" }, 1, "answers with a page; is it an MLflow server?"],
  [{ status: 200, body: '{"files": [' }, 1, "answers with broken JSON"],
  [{ status: 200, body: "[]" }, 1, "MLflow's answer cannot be read"],
  [{}, 4, "is it running?"],
] as const)("explains %j after %i attempts", async ([fault, attempts, message], { expect }) => {
  await using server = await SampleServer.start();
  server.mlflow.planned.push(...Array.from({ length: attempts }, () => fault));
  await expect(server.store.findModel("iris", signal)).rejects.toThrow(
    expect.objectContaining({ code: "registry_unavailable", message: expect.stringContaining(message) }),
  );
  expect(server.mlflow.heard).toHaveLength(attempts);
});

test("reads an empty answer as an empty list", async ({ expect }) => {
  await using server = await SampleServer.start();
  server.mlflow.planned.push({ status: 200, body: "" });
  expect(await server.store.listModels(signal)).toEqual([]);
});

test("says when the server does not listen, and shows no credentials", async ({ expect }) => {
  const mlflow = await FakeMlflow.start();
  await mlflow[Symbol.asyncDispose]();
  const url = mlflow.url.replace("//", "//ann:secret@");
  await using store = new RestStore(new ServerClient(url, { maxRetries: 1, backoffMs: 1 }));
  await expect(store.findModel("iris", signal)).rejects.toThrow(
    expect.objectContaining({
      code: "registry_unavailable",
      message: expect.stringMatching(/^cannot reach MLflow at http:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/),
    }),
  );
});

test("says when the server does not answer", async ({ expect }) => {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  await using store = new RestStore(new ServerClient(url, { maxRetries: 0, timeoutMs: 50 }));
  await expect(store.findModel("iris", signal)).rejects.toThrow(/does not answer: timeout of 50ms exceeded/);
  server.closeAllConnections();
  server.close();
});

test("gives up on an answer that stalls", async ({ expect }) => {
  await using server = await SampleServer.start({ timeoutMs: 50, maxRetries: 0 });
  server.mlflow.planned.push({ status: 200, body: "{", isStalled: true });
  await expect(server.store.findModel("iris", signal)).rejects.toThrow(/no bytes for 50 ms|aborted/);
});

test("asks again when an answer breaks off", async ({ expect }) => {
  await using server = await SampleServer.start({ timeoutMs: 50 });
  server.mlflow.planned.push({ status: 200, body: "{", isStalled: true });
  expect((await server.store.findModel("iris", signal))?.name).toBe("iris");
});

test("gives up in the middle of an answer when its caller does", async ({ expect }) => {
  await using server = await SampleServer.start({ timeoutMs: 60_000 });
  server.mlflow.planned.push({ status: 200, body: "{", isStalled: true });
  await expect(server.store.findModel("iris", AbortSignal.timeout(50))).rejects.toThrow(
    expect.objectContaining({ code: "registry_unavailable" }),
  );
});

test("gives up when its caller does", async ({ expect }) => {
  await using server = await SampleServer.start({ backoffMs: 60_000 });
  server.mlflow.planned.push({ status: 503 });
  const abort = AbortSignal.timeout(50);
  await expect(server.store.findModel("iris", abort)).rejects.toThrow("gave up waiting");
});
