import { text } from "node:stream/consumers";
import { test } from "vitest";
import { ServerClient } from "../../stores/rest/server-client.ts";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { ProxyStore } from "./proxy-store.ts";

const { signal } = new AbortController();
const location = "mlflow-artifacts:/1/models/m-1/artifacts";
const files = {
  "1/models/m-1/artifacts/MLmodel": "flavors: {}",
  "1/models/m-1/artifacts/data/deep/model 100%.onnx": "12345",
  "1/a b/MLmodel": "spaced",
};

class Proxied implements AsyncDisposable {
  readonly mlflow: FakeMlflow;
  readonly client: ServerClient;
  readonly store: ProxyStore;
  readonly #directory: TemporaryDirectory;

  private constructor(mlflow: FakeMlflow, directory: TemporaryDirectory) {
    this.mlflow = mlflow;
    this.#directory = directory;
    this.client = new ServerClient(mlflow.url, { backoffMs: 1, token: "secret" });
    this.store = new ProxyStore({ client: this.client, timeoutMs: 5000 });
  }

  static async start(): Promise<Proxied> {
    const directory = await TemporaryDirectory.create(files);
    return new Proxied(await FakeMlflow.start(directory.path), directory);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client[Symbol.asyncDispose]();
    await this.mlflow[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}

test("lists a model's files in all its directories, and reads them", async ({ expect }) => {
  await using proxied = await Proxied.start();
  const listed = await proxied.store.list(location, signal);
  expect(listed).toEqual([
    { path: "MLmodel", sizeBytes: 11 },
    { path: "data/deep/model 100%.onnx", sizeBytes: 5 },
  ]);
  const contents = await Promise.all(
    listed.map(async (file) => text(await proxied.store.read(location, file, signal))),
  );
  expect(contents).toEqual(["flavors: {}", "12345"]);
});

test.for(["mlflow-artifacts:/1/a b", "mlflow-artifacts:/1/a%20b"] as const)(
  "reads %s",
  async (spaced, { expect }) => {
    await using proxied = await Proxied.start();
    const [file = { path: "", sizeBytes: 0 }] = await proxied.store.list(spaced, signal);
    expect(await text(await proxied.store.read(spaced, file, signal))).toBe("spaced");
  },
);

test("reads a location that names the proxy's URL", async ({ expect }) => {
  await using proxied = await Proxied.start();
  const url = `${proxied.mlflow.url}/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts`;
  expect(await proxied.store.list(url, signal)).toHaveLength(2);
});

test("says when there is nothing", async ({ expect }) => {
  await using proxied = await Proxied.start();
  await expect(proxied.store.list("mlflow-artifacts:/nope", signal)).rejects.toThrow("there is nothing at");
  await expect(proxied.store.read(location, { path: "nope", sizeBytes: 0 }, signal)).rejects.toThrow(
    "answered 404",
  );
});

test.for(["../../etc/passwd", "..", "a/b", "%2e%2e", "/etc/passwd"] as const)(
  "refuses a server that lists %s",
  async (path, { expect }) => {
    await using proxied = await Proxied.start();
    proxied.mlflow.planned.push({ status: 200, body: JSON.stringify({ files: [{ path, is_dir: false }] }) });
    await expect(proxied.store.list(location, signal)).rejects.toThrow(
      expect.objectContaining({ code: "load_failed" }),
    );
  },
);

test("keeps credentials from other hosts", async ({ expect }) => {
  await using proxied = await Proxied.start();
  await using other = await FakeMlflow.start();
  await proxied.store.list(`mlflow-artifacts://${new URL(other.url).host}/1`, signal).catch(() => undefined);
  await proxied.store.list(location, signal);
  expect(other.heard[0]?.authorization).toBeUndefined();
  expect(proxied.mlflow.heard[0]?.authorization).toBe("Bearer secret");
});
