import { test } from "vitest";
import { openStore } from "../open-registry.ts";
import { FakeMlflow } from "../testing/fake-mlflow.ts";
import { SampleDatabase } from "../testing/sample-database.ts";
import { createRegistry } from "./registry.ts";

const { signal } = new AbortController();
const iris3 = "/store/1/models/m-iris3/artifacts";

test.for([
  ["models:/iris/3", "3", iris3],
  ["models:/iris/003", "3", iris3],
  ["models:/iris/٣", "3", iris3],
  ["models:/iris@champion", "3", iris3],
  ["models:/iris/production", "3", iris3],
  ["models:/iris/NONE", "10", "/store/1/models/m-iris10/artifacts"],
  ["models:/iris/latest", "10", "/store/1/models/m-iris10/artifacts"],
  ["models:/iris@Latest", "10", "/store/1/models/m-iris10/artifacts"],
  ["models:/iris/1", "1", "/store/1/run1/artifacts/model"],
  ["models:/user@corp.com@champion", "1", "/store/1/models/m-user@corp.com1/artifacts"],
  ["models:/o'hara 100%/1", "1", "/store/1/models/m-o'hara 100%1/artifacts"],
  ["models:/sources/1", "1", iris3],
  ["models:/sources/2", "2", "mlflow-artifacts:/1/models/m-newer/artifacts"],
  ["models:/sources/4", "4", "mlflow-artifacts:/1/models/m-iris3/artifacts"],
  ["models:/m-iris3", "m-iris3", "mlflow-artifacts:/1/models/m-iris3/artifacts"],
  ["runs:/run1/model", "run1", "mlflow-artifacts:/1/models/m-newer/artifacts"],
  ["models:/iris/3/a/b", "3", "/store/1/models/m-iris3/artifacts/a/b"],
  ["models:/iris@champion/a/b", "3", "/store/1/models/m-iris3/artifacts/a/b"],
  ["models:/iris/3/", "3", "/store/1/models/m-iris3/artifacts"],
  ["runs:/run1/model/sub", "run1", "mlflow-artifacts:/1/models/m-newer/artifacts/sub"],
  ["runs:/run1/other/model/", "run1", "/store/1/run1/artifacts/other/model"],
  ["models:/o'hara 100%@champion", "1", "/store/1/models/m-o'hara 100%1/artifacts"],
  ['models:/it\'s "quoted"/latest', "1", '/store/1/models/m-it\'s "quoted"1/artifacts'],
  ["models:///iris/3", "3", iris3],
  ["MODELS:/iris/sTaGiNg", "9", "/store/1/models/m-iris9/artifacts"],
  ["runs:///run1/model/", "run1", "mlflow-artifacts:/1/models/m-newer/artifacts"],
  ["runs:/run1/model#frag", "run1", "mlflow-artifacts:/1/models/m-newer/artifacts"],
  ["runs:/run2/model", "run2", "mlflow-artifacts:/1/models/m-other-run/artifacts"],
  ["runs:/run2/100% own", "run2", "mlflow-artifacts:/1/run2/artifacts/100% own"],
  ["runs:/run1/100% own", "run1", "/store/1/run1/artifacts/100%25 own"],
  ["file:///some/place", "unversioned", "file:///some/place"],
  ["relative/place", "unversioned", "relative/place"],
  ["s3://bucket/1/models/m-abc/artifacts", "m-abc", "s3://bucket/1/models/m-abc/artifacts"],
  [
    "https://h/api/2.0/mlflow-artifacts/artifacts/1/0123456789abcdef0123456789abcdef/artifacts/model",
    "0123456789abcdef0123456789abcdef",
    "https://h/api/2.0/mlflow-artifacts/artifacts/1/0123456789abcdef0123456789abcdef/artifacts/model",
  ],
  ["/some/place", "unversioned", "/some/place"],
  ["mlflow-artifacts:/1/models/m-abc/artifacts", "m-abc", "mlflow-artifacts:/1/models/m-abc/artifacts"],
] as const)("resolves %s to version %s at %s", async ([uri, version, source], { expect }) => {
  await using database = await SampleDatabase.create();
  const registry = createRegistry({ store: database.store });
  expect(await registry.resolve(uri, signal)).toMatchObject({ version, source });
});

test("tells which alias was followed, and all there are", async ({ expect }) => {
  await using database = await SampleDatabase.create();
  const registry = createRegistry({ store: database.store });
  const version = await registry.resolve("models:/iris@stable", signal);
  expect(version).toMatchObject({ name: "iris", alias: "stable", aliases: ["champion", "stable"] });
});

test("follows an alias' own letters, and stages in any case", async ({ expect }) => {
  await using database = await SampleDatabase.create();
  const registry = createRegistry({ store: database.store });
  await expect(registry.resolve("models:/iris@Champion", signal)).rejects.toThrow("did you mean champion?");
  for (const stage of ["staging", "STAGING", "sTaGiNg"])
    expect(await registry.resolve(`models:/iris/${stage}`, signal)).toMatchObject({ version: "9" });
});

test("says where it looked: models in the registry, runs and logged models where they are tracked", async ({
  expect,
}) => {
  await using database = await SampleDatabase.create();
  await using tracking = await FakeMlflow.start();
  await using registry = createRegistry({
    store: database.store,
    tracking: openStore(tracking.url.replace("//", "//ann:secret@"), {}),
  });
  const ask = async (uri: string): Promise<string> =>
    registry.resolve(uri, signal).then(() => "found", String);
  expect(await ask("models:/zebra/1")).toContain(`(looked in the database ${database.path})`);
  for (const uri of ["models:/m-nope", "runs:/nope/model", "runs:/run1/nothing"])
    expect(await ask(uri)).toContain(`(looked in MLflow at ${tracking.url})`);
});

test("asks a server for a run's own files, where the run logged no such model", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using registry = createRegistry({ store: openStore(mlflow.url, {}) });
  expect(await registry.resolve("runs:/run1/own/model", signal)).toMatchObject({
    source: "/store/1/run1/artifacts/own/model",
    runId: "run1",
  });
  await expect(registry.resolve("runs:/run1/nothing/here", signal)).rejects.toThrow(
    expect.objectContaining({
      code: "model_not_found",
      message: expect.stringContaining(
        "run run1 has nothing at nothing/here: no files at /store/1/run1/artifacts/nothing/here, and no logged model nothing",
      ),
    }),
  );
});

test("takes a path in a run on trust where a server cannot look into its store", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using registry = createRegistry({ store: openStore(mlflow.url, { maxRetries: 0 }) });
  const version = await registry.resolve("runs:/run1/closed", signal);
  expect(version.source).toBe("/store/1/run1/artifacts/closed");
});

test.for([
  [
    "models:/catdog/cherry",
    "invalid_request",
    "models:/catdog/cherry: no stage 'cherry'; alias 'cherry' exists: did you mean models:/catdog@cherry?",
  ],
  ["models:/iris/v3", "invalid_request", "no stage 'v3'; did you mean models:/iris/3?"],
  ["models:/iris/prodction", "invalid_request", "no stage 'prodction'; did you mean Production?"],
  [
    "models:/iris/canary",
    "invalid_request",
    "no stage 'canary'; did you mean the alias models:/iris@canary? The stages are None, Staging, Production, Archived",
  ],
  ["models:/iris/²", "invalid_request", '"²" is not a version number'],
  ["models:/../1", "model_not_found", "no registered model .."],
  ["models:/@champion", "model_not_found", "no registered model "],
  ["models:/sources@latest#x", "model_not_found", "sources has no alias latest#x"],
  ["models:/iris/7", "model_not_found", "iris has no version 7; it has 10, 9, 3, 2, 1"],
  ["models:/iris/99999999999999999999", "model_not_found", "iris has no version 99999999999999999999"],
  ["models:/iriss/7", "model_not_found", "no registered model iriss; did you mean iris?"],
  ["models:/zebra@champion", "model_not_found", "no registered model zebra"],
  ["models:/iris@champoin", "model_not_found", "iris has no alias champoin; did you mean champion?"],
  [
    "models:/iris@nothing",
    "model_not_found",
    "iris has no alias nothing; it has challenger (10), champion (3)",
  ],
  [
    "models:/iris@dangling",
    "model_not_found",
    "alias dangling of iris points at version 11, which does not exist",
  ],
  ["models:/empty/latest", "model_not_found", "empty has no versions"],
  [
    "models:/catdog/Production",
    "model_not_found",
    "catdog has no version in stage Production; it has 1 in None",
  ],
  [
    "models:/iris",
    "model_not_found",
    "no logged model iris, but a registered model of this name; did you mean models:/iris/latest or models:/iris@",
  ],
  ["models:/m-nope", "model_not_found", "no logged model m-nope"],
  [
    "models:/sources/5",
    "model_not_found",
    "models:/sources/5 leads to models:/iris/11: iris has no version 11",
  ],
  ["models:/sources/6", "model_not_found", "models:/sources/6 leads to runs:/gone/model: no run gone"],
  ["models:/sources/7", "model_not_found", "models:/sources/7 leads to models:/a/b/c: "],
  ["models:/sources/3", "model_not_found", "models:/sources/3 leads in a circle"],
  ["runs:/nope/model", "model_not_found", "no run nope"],
  ["runs:/run1", "invalid_request", "runs:/run1 names no model; expected runs:/run1/<path of the model>"],
] as const)("refuses %s as %s: %s", async ([uri, code, message], { expect }) => {
  await using database = await SampleDatabase.create();
  const registry = createRegistry({ store: database.store });
  await expect(registry.resolve(uri, signal)).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});
