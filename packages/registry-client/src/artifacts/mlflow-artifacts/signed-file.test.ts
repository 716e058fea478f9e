import { text } from "node:stream/consumers";
import { GatewayError, type ReadRange } from "@switchyard/core";
import { test } from "vitest";
import { ServerClient } from "../../stores/rest/server-client.ts";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { ProxyStore } from "./proxy-store.ts";
import { createSignedHttp } from "./signed-http.ts";

const { signal } = new AbortController();
const range = { from: 2, to: 5 };

/** A file behind an address that was signed. */
class Signed implements AsyncDisposable {
  readonly mlflow: FakeMlflow;
  readonly directory: TemporaryDirectory;
  readonly #client: ServerClient;

  private constructor(mlflow: FakeMlflow, directory: TemporaryDirectory) {
    this.mlflow = mlflow;
    this.directory = directory;
    this.#client = new ServerClient(mlflow.url, { backoffMs: 1, maxRetries: 1, token: "secret" });
  }

  static async start(): Promise<Signed> {
    const directory = await TemporaryDirectory.create({ "1/model.onnx": "0123456789" });
    const mlflow = await FakeMlflow.start(directory.path);
    mlflow.signsAddresses = true;
    return new Signed(mlflow, directory);
  }

  async open(): Promise<ReadRange> {
    const store = new ProxyStore({
      client: this.#client,
      signedHttp: createSignedHttp({ timeoutMs: 1000 }),
      timeoutMs: 1000,
    });
    const file = { path: "model.onnx", sizeBytes: 10 };
    const readRange = await store.openRanges("mlflow-artifacts:/1", file, signal);
    if (!readRange) throw new Error("it gives no parts");
    return readRange;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
    await this.mlflow[Symbol.asyncDispose]();
    await this.directory[Symbol.asyncDispose]();
  }
}

test("asks by the signed address with its headers, and without our credentials", async ({ expect }) => {
  await using signed = await Signed.start();
  const readRange = await signed.open();
  expect(await text(await readRange(range, signal))).toBe("234");
  const [asked, read] = signed.mlflow.heard;
  expect([asked?.authorization, read?.authorization, read?.["x-signed"]]).toEqual([
    "Bearer secret",
    undefined,
    "yes",
  ]);
});

test("asks for another address when one that was good is refused", async ({ expect }) => {
  await using signed = await Signed.start();
  const readRange = await signed.open();
  await readRange(range, signal).then(text);
  signed.mlflow.planned.push({ status: 403 }, { status: 403 });
  const expired = "no longer takes MLflow's address (403)";
  const both = [readRange(range, signal), readRange(range, signal)];
  for (const each of both) await expect(each).rejects.toThrow(expired);
  expect(await text(await readRange(range, signal))).toBe("234");
  expect(signed.mlflow.asked.filter((url) => url.includes("/presigned/"))).toHaveLength(2);
});

test.for([
  [403, "load_failed", "refuses MLflow's address (403)"],
  [404, "load_failed", "has it no longer"],
  [400, "load_failed", "answered 400"],
  [200, "load_failed", "answered 200 to a request for a part"],
  [503, undefined, "answered 503"],
  [undefined, undefined, "cannot reach the store at http://127.0.0.1"],
] as const)("a store that answers %s fails with %s", async ([status, code, message], { expect }) => {
  await using signed = await Signed.start();
  const readRange = await signed.open();
  signed.mlflow.planned.push(status === undefined ? {} : { status });
  const thrown: unknown = await readRange(range, signal).catch((error: unknown) => error);
  expect(thrown).toHaveProperty("message", expect.stringContaining(message));
  expect(thrown instanceof GatewayError ? thrown.code : undefined).toBe(code);
});

test("says when parts are of different contents", async ({ expect }) => {
  await using signed = await Signed.start();
  const readRange = await signed.open();
  await readRange(range, signal).then(text);
  await signed.directory.write("1/model.onnx", "9876543210");
  await expect(readRange(range, signal)).rejects.toThrow("changed while it was fetched");
});

test("gives no parts where MLflow signs no addresses", async ({ expect }) => {
  await using signed = await Signed.start();
  signed.mlflow.signsAddresses = false;
  await expect(signed.open()).rejects.toThrow("it gives no parts");
});
