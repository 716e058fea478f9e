import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { ServerClient } from "../../stores/rest/server-client.ts";
import { FakeMlflow } from "../../testing/fake-mlflow.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { sourceOf } from "../artifact-sources.ts";
import { ProxyWriter } from "./proxy-writer.ts";

const signal = AbortSignal.timeout(30_000);
const place = "mlflow-artifacts:/1/model";

test("sends a file again, from its beginning, when the server stumbles", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  await using mlflow = await FakeMlflow.start(directory.path);
  await using client = new ServerClient(mlflow.url, { backoffMs: 1, token: "t" });
  mlflow.planned.push({ status: 503 }, {});
  await new ProxyWriter(client).write(place, sourceOf("MLmodel", "all of it"), signal);
  expect(await readFile(join(directory.path, "1/model/MLmodel"), "utf8")).toBe("all of it");
  expect(mlflow.heard.map((each) => [each.authorization, each["content-length"]])).toEqual(
    Array.from({ length: 3 }, () => ["Bearer t", "9"]),
  );
});

test.for([
  [
    { status: 503, body: "serving artifacts is disabled: --serve-artifacts" },
    "this server takes no artifacts: start it with --serve-artifacts",
  ],
  [{ status: 401 }, "MLFLOW_TRACKING_USERNAME"],
  [{ status: 403, body: "Permission denied" }, "the permission EDIT"],
  [{ status: 308, headers: { location: "/elsewhere" } }, "answered 308"],
] as const)("says what to do about %j", async ([answer, advice], { expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using client = new ServerClient(mlflow.url, { maxRetries: 0 });
  mlflow.planned.push(answer);
  const writing = new ProxyWriter(client).write(place, sourceOf("MLmodel", "x"), signal);
  await expect(writing).rejects.toThrow(advice);
});
