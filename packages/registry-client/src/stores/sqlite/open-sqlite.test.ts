import { readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "vitest";
import { registryConformance } from "../../testing/registry-conformance.ts";
import { newest, SampleDatabase } from "../../testing/sample-database.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { openSqlite } from "./open-sqlite.ts";

const { signal } = new AbortController();
registryConformance("SQLite", () => SampleDatabase.create());
registryConformance("SQLite without workspaces", () =>
  SampleDatabase.create({ ...newest, hasWorkspaces: false }),
);

test("reads a database of an old MLflow", async ({ expect }) => {
  await using database = await SampleDatabase.create({
    hasWorkspaces: false,
    hasStorageLocation: false,
    hasLoggedModels: false,
  });
  expect(await database.store.findVersion("iris", "3", signal)).toMatchObject({ source: "models:/m-iris3" });
  expect(await database.store.findLoggedModel("m-iris3", signal)).toBeUndefined();
  const run = { runId: "run1", experimentId: "1", location: "" };
  expect(await database.store.findLoggedModelOf(run, "model", signal)).toBeUndefined();
});

test("sees nothing of other workspaces", async ({ expect }) => {
  await using database = await SampleDatabase.create();
  await using other = openSqlite(`sqlite:///${database.path}`, "other");
  expect(await other.findVersion("iris", "3", signal)).toBeUndefined();
  expect(await other.listModels(signal)).toEqual([]);
});

test("sees what others write meanwhile, and leaves nothing beside the file", async ({ expect }) => {
  await using database = await SampleDatabase.create();
  await database.store.findByAlias("iris", "champion", signal);
  using writer = new DatabaseSync(database.path);
  writer.exec("UPDATE registered_model_aliases SET version = 2 WHERE alias = 'champion'");
  expect((await database.store.findByAlias("iris", "champion", signal))?.version).toBe("2");
  expect(await readdir(database.directory.path)).toEqual(["mlflow.db"]);
});

test("reads the file that is put in the place of the one before", async ({ expect }) => {
  await using database = await SampleDatabase.create();
  await using next = await SampleDatabase.create();
  await database.store.findByAlias("iris", "champion", signal);
  {
    using writer = new DatabaseSync(next.path);
    writer.exec("UPDATE registered_model_aliases SET version = 2 WHERE alias = 'champion'");
  }
  await rename(next.path, database.path);
  expect((await database.store.findByAlias("iris", "champion", signal))?.version).toBe("2");
});

test("waits for a writer to finish", async ({ expect }) => {
  await using database = await SampleDatabase.create();
  using writer = new DatabaseSync(database.path);
  writer.exec("BEGIN EXCLUSIVE");
  const found = database.store.findVersion("iris", "3", signal);
  writer.exec("COMMIT");
  expect((await found)?.version).toBe("3");
});

test.for([
  ["no file", undefined, "there is no such file"],
  ["a file that is no database", "text that is longer than a header ".repeat(40), "not a database"],
] as const)("tells of %s", async ([, content, message], { expect }) => {
  await using directory = await TemporaryDirectory.create();
  const path = join(directory.path, "mlflow.db");
  if (content !== undefined) await writeFile(path, content);
  await using store = openSqlite(`sqlite:///${path}`);
  await expect(store.findVersion("iris", "1", signal)).rejects.toThrow(
    expect.objectContaining({ code: "registry_unavailable", message: expect.stringContaining(message) }),
  );
});

test.for(["sqlite://", "sqlite:///", "sqlite:///?mode=ro", "sqlite:mlflow.db"] as const)(
  "refuses %s",
  (uri, { expect }) => {
    expect(() => openSqlite(uri)).toThrow("names no SQLite file; expected sqlite:///<relative path>");
  },
);
