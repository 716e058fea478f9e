import { createServer, type Server } from "node:net";
import { test } from "vitest";
import { openPostgres } from "./open-postgres.ts";

const { signal } = new AbortController();

/** A server that takes connections, says one thing, or nothing at all. */
class TestServer implements AsyncDisposable {
  readonly #server: Server;
  readonly port: number;
  connections = 0;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async start(says?: Buffer): Promise<TestServer> {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, "127.0.0.1", resolve);
    await promise;
    const address = server.address();
    const started = new TestServer(server, typeof address === "object" ? (address?.port ?? 0) : 0);
    server.on("connection", (socket) => {
      started.connections += 1;
      socket.on("error", () => socket.destroy());
      socket.on("data", () => says && socket.end(says));
    });
    return started;
  }

  uri(query: string): string {
    return `postgresql://ann:secret@127.0.0.1:${this.port}/mlflow${query}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }
}

test("asks again when nothing listens, and then says where, without credentials", async ({ expect }) => {
  const server = await TestServer.start();
  await server[Symbol.asyncDispose]();
  await using store = openPostgres(server.uri(""), { maxRetries: 2, backoffMs: 1 });
  const found = store.findVersion("iris", "3", signal);
  await expect(found).rejects.toThrow(
    expect.objectContaining({
      code: "registry_unavailable",
      message: expect.stringMatching(
        /^cannot read the registry in postgresql:\/\/127\.0\.0\.1:\d+\/mlflow: .*ECONNREFUSED/,
      ),
    }),
  );
});

test("asks once more than it may retry when it is hung up on", async ({ expect }) => {
  await using server = await TestServer.start(Buffer.alloc(0));
  await using store = openPostgres(server.uri("?sslmode=disable"), { maxRetries: 2, backoffMs: 1 });
  await expect(store.findVersion("iris", "3", signal)).rejects.toThrow("Connection terminated");
  expect(server.connections).toBe(3);
});

test("goes on unencrypted where encryption is only preferred and the server has none", async ({ expect }) => {
  await using server = await TestServer.start(Buffer.from("N"));
  await using store = openPostgres(server.uri(""), { maxRetries: 0 });
  await expect(store.findVersion("iris", "3", signal)).rejects.not.toThrow("does not support SSL");
  expect(server.connections).toBe(2);
});

test("does not go on unencrypted where encryption was asked for", async ({ expect }) => {
  await using server = await TestServer.start(Buffer.from("N"));
  await using store = openPostgres(server.uri("?sslmode=require"), { maxRetries: 0 });
  await expect(store.findVersion("iris", "3", signal)).rejects.toThrow("does not support SSL");
  expect(server.connections).toBe(1);
});

test("gives up on a server that says nothing, and when its caller does", async ({ expect }) => {
  await using server = await TestServer.start();
  await using impatient = openPostgres(server.uri(""), { timeoutMs: 50, maxRetries: 0 });
  await expect(impatient.findVersion("iris", "3", signal)).rejects.toThrow("timeout");
  await using patient = openPostgres(server.uri("?connect_timeout=1"), { maxRetries: 0 });
  const found = patient.findVersion("iris", "3", AbortSignal.timeout(50));
  await expect(found).rejects.toThrow(expect.objectContaining({ code: "registry_unavailable" }));
});
