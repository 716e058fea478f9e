import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { test } from "vitest";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { testCertificate, testKey } from "../../testing/test-certificate.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import type { ServerAccess } from "./server-access.ts";
import { ServerClient } from "./server-client.ts";

const { signal } = new AbortController();
const known = "/api/2.0/mlflow/registered-models/get?name=iris";

test("waits as long as the server asks for", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using client = new ServerClient(mlflow.url, { backoffMs: 1 });
  mlflow.planned.push({ status: 429, headers: { "retry-after": "1" } });
  const start = performance.now();
  expect(await client.get(`${mlflow.url}${known}`, {}, signal)).toMatchObject({
    registered_model: { name: "iris" },
  });
  expect(performance.now() - start).toBeGreaterThan(950);
});

test("gives up waiting when its caller does", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using client = new ServerClient(mlflow.url, {});
  mlflow.planned.push({ status: 503, headers: { "retry-after": "86400" } });
  const asked = client.get(`${mlflow.url}${known}`, {}, AbortSignal.timeout(50));
  await expect(asked).rejects.toThrow("gave up waiting");
});

test.for([
  [{ token: "t" }, "Bearer t"],
  [{ username: "ann", password: "secret" }, `Basic ${btoa("ann:secret")}`],
] as const)(
  "with %j keeps its credentials on a redirect within the server",
  async ([access, value], { expect }) => {
    await using mlflow = await FakeMlflow.start();
    await using client = new ServerClient(mlflow.url, { ...access, workspace: "team" });
    mlflow.planned.push({ status: 307, headers: { location: known } });
    expect(await client.get(`${mlflow.url}/moved`, {}, signal)).toMatchObject({ registered_model: {} });
    expect(mlflow.heard.map((each) => [each.authorization, each["x-mlflow-workspace"]])).toEqual([
      [value, "team"],
      [value, "team"],
    ]);
  },
);

test("keeps its credentials from another server, be it on the same host", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using other = await FakeMlflow.start();
  const url = mlflow.url.replace("//", "//ann:secret@");
  await using client = new ServerClient(url, { workspace: "team" });
  mlflow.planned.push({ status: 302, headers: { location: `${other.url}${known}` } });
  expect(await client.get(`${mlflow.url}/moved`, {}, signal)).toMatchObject({ registered_model: {} });
  expect(mlflow.heard[0]?.authorization).toBe(`Basic ${btoa("ann:secret")}`);
  expect(other.heard[0]).not.toHaveProperty("authorization");
  expect(other.heard[0]).not.toHaveProperty("x-mlflow-workspace");
});

test("asks below the path of its URL, and shows no credentials in it", ({ expect }) => {
  expect(new ServerClient("https://ann:secret@host/base/path//", {}).url).toBe("https://host/base/path");
});

test.for([
  ["http://", {}, '"http:" is no URL of an MLflow server'],
  ["http://h", { insecureTls: true, serverCertPath: "/ca.pem" }, "give one of them"],
  ["http://h", { serverCertPath: "/nowhere/ca.pem" }, "cannot use /nowhere/ca.pem: ENOENT"],
  ["http://h", { clientCertPath: import.meta.filename }, "it holds no PEM certificate"],
] as const)("refuses %s with %j: %s", ([url, access, message], { expect }) => {
  const open = (): unknown => new ServerClient(url, access);
  expect(open).toThrow(expect.objectContaining({ code: "invalid_configuration" }));
  expect(open).toThrow(message);
});

test("verifies the server's certificate and shows its own", async ({ expect }) => {
  await using secure = await SecureServer.start();
  const ask = async (access: ServerAccess): Promise<unknown> => {
    await using client = new ServerClient(secure.url, { maxRetries: 0, ...access });
    return await client.get(`${secure.url}/`, {}, signal).catch(String);
  };
  const clientCertPath = join(secure.directory.path, "client.pem");
  const serverCertPath = join(secure.directory.path, "server.pem");
  expect(await ask({ clientCertPath, serverCertPath })).toEqual({ is_known: true });
  expect(await ask({ clientCertPath, insecureTls: true })).toEqual({ is_known: true });
  expect(await ask({ clientCertPath })).toContain("self-signed certificate");
  expect(await ask({ serverCertPath })).toContain("cannot reach MLflow");
});

/** A server that talks only to who shows the certificate that it has itself. */
class SecureServer implements AsyncDisposable {
  readonly directory: TemporaryDirectory;
  readonly url: string;
  readonly #server: Server;

  private constructor(directory: TemporaryDirectory, server: Server) {
    const address = server.address();
    this.directory = directory;
    this.url = `https://localhost:${typeof address === "object" ? address?.port : 0}`;
    this.#server = server;
  }

  static async start(): Promise<SecureServer> {
    const server = createServer({
      key: testKey,
      cert: testCertificate,
      ca: testCertificate,
      requestCert: true,
    });
    server.on("request", (_request, response) => response.end('{"is_known": true}'));
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", resolve);
    await promise;
    const files = { "server.pem": testCertificate, "client.pem": testCertificate + testKey };
    return new SecureServer(await TemporaryDirectory.create(files), server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.directory[Symbol.asyncDispose]();
  }
}
