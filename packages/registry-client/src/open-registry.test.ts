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

test.for([
  "mssql+pyodbc://ann:secret@db/mlflow",
  "localhost:5000",
  "databricks",
  "databricks-uc",
  "uc",
  "",
] as const)("refuses %j, naming what is supported and no secret", (trackingUri, { expect }) => {
  const open = (): unknown => openRegistry({ trackingUri });
  expect(open).toThrow(expect.objectContaining({ code: "invalid_configuration" }));
  expect(open).toThrow(
    "supported are http://, https://, sqlite:///, postgresql://, mysql://, file:/// and paths",
  );
  expect(open).not.toThrow("secret");
});

test.for(["file:///nowhere/mlruns", "/nowhere/mlruns"] as const)(
  "opens %s as a directory, and says when it is not there",
  async (trackingUri, { expect }) => {
    await using registry = openRegistry({ trackingUri });
    await expect(registry.resolve("models:/iris/3", signal)).rejects.toThrow(
      expect.objectContaining({
        code: "registry_unavailable",
        message: expect.stringContaining("there is no directory /nowhere/mlruns"),
      }),
    );
  },
);
