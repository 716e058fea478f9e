import { test } from "vitest";
import { openRegistry } from "./open-registry.ts";
import { FakeMlflow } from "./testing/fake-mlflow.ts";
import { SampleDatabase } from "./testing/sample-database.ts";

const { signal } = new AbortController();

test("opens a server or a SQLite file by the URI's scheme", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using database = await SampleDatabase.create();
  const found = [mlflow.url, `sqlite:///${database.path}`, `SQLITE+pysqlite:///${database.path}`].map(
    async (trackingUri) => {
      await using registry = openRegistry({ trackingUri });
      return (await registry.resolve("models:/iris@champion", signal)).version;
    },
  );
  expect(await Promise.all(found)).toEqual(["3", "3", "3"]);
});

test("looks registered models up in the registry, runs and logged models where they are tracked", async ({
  expect,
}) => {
  await using mlflow = await FakeMlflow.start();
  await using database = await SampleDatabase.create();
  await using registry = openRegistry({ trackingUri: mlflow.url, registryUri: `sqlite:///${database.path}` });
  await registry.resolve("models:/iris@champion", signal);
  expect(mlflow.heard).toHaveLength(0);
  await registry.resolve("models:/m-iris3", signal);
  expect(mlflow.heard).toHaveLength(1);
  expect((await registry.list(signal)).map(({ name }) => name)).toContain("iris");
});

test.for(["mysql://ann:secret@db/mlflow", "file:///mlruns", "./mlruns", "databricks", ""] as const)(
  "refuses %j, naming what is supported and no secret",
  (trackingUri, { expect }) => {
    const open = (): unknown => openRegistry({ trackingUri });
    expect(open).toThrow(expect.objectContaining({ code: "invalid_configuration" }));
    expect(open).toThrow("supported are http://, https://, sqlite:/// and postgresql://");
    expect(open).not.toThrow("secret");
  },
);
