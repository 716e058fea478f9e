import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "vitest";
import { createMlflowDirectory } from "../../testing/create-mlflow-directory.ts";
import { registryConformance, type OpenedStore } from "../../testing/registry-conformance.ts";
import { sampleFacts } from "../../testing/sample-registry.ts";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { DirectoryStore } from "./directory-store.ts";

const { signal } = new AbortController();

class SampleDirectory implements OpenedStore {
  readonly facts: OpenedStore["facts"] = sampleFacts;
  readonly isWritable = false;
  readonly directory: TemporaryDirectory;
  readonly store: DirectoryStore;

  private constructor(directory: TemporaryDirectory) {
    this.directory = directory;
    this.store = new DirectoryStore(pathToFileURL(directory.path).href);
  }

  static async create(): Promise<SampleDirectory> {
    const directory = await TemporaryDirectory.create();
    await createMlflowDirectory(directory);
    return new SampleDirectory(directory);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.directory[Symbol.asyncDispose]();
  }
}

registryConformance("a directory", () => SampleDirectory.create());

test("reads ids that look like numbers as text", async ({ expect }) => {
  await using sample = await SampleDirectory.create();
  await sample.directory.write(
    "1/12e03/meta.yaml",
    "artifact_uri: file:///a\nexperiment_id: '1'\nrun_id: 12e03\n",
  );
  await sample.directory.write(
    "models/iris/version-12/meta.yaml",
    "current_stage: None\nname: iris\nrun_id: 123e45\nsource: file:///a\nstatus: READY\nversion: 12\n",
  );
  expect((await sample.store.findRun("12e03", signal))?.runId).toBe("12e03");
  const version = await sample.store.findVersion("iris", "12", signal);
  expect(version).toMatchObject({ runId: "123e45", stage: "None", version: "12" });
});

test("knows a run of an old MLflow", async ({ expect }) => {
  await using sample = await SampleDirectory.create();
  const meta = "artifact_uri: /a\nexperiment_id: 0\nrun_uuid: abc\nstatus: 3\n";
  await sample.directory.write("0/abc/meta.yaml", meta);
  expect(await sample.store.findRun("abc", signal)).toEqual({
    runId: "abc",
    experimentId: "0",
    location: "/a",
  });
});

test("reads a file again that is being written", async ({ expect }) => {
  await using sample = await SampleDirectory.create();
  const path = "models/iris/version-3/meta.yaml";
  await sample.directory.write(path, "");
  const found = sample.store.findVersion("iris", "3", signal);
  await sample.directory.write(path, "name: iris\nversion: 3\nsource: file:///later\n");
  expect((await found)?.source).toBe("file:///later");
});

test("follows an alias' file, which is read again while it is empty", async ({ expect }) => {
  await using sample = await SampleDirectory.create();
  await sample.directory.write("models/iris/aliases/champion", "");
  const found = sample.store.findByAlias("iris", "champion", signal);
  await sample.directory.write("models/iris/aliases/champion", "2");
  expect((await found)?.version).toBe("2");
});

test.for([
  ["", "meta.yaml"],
  ["name: [", "meta.yaml"],
  ["name: iris\n", "version-3/meta.yaml"],
] as const)("says which file stays %j", async ([content, file], { expect }) => {
  await using sample = await SampleDirectory.create();
  await sample.directory.write("models/iris/version-3/meta.yaml", content);
  await expect(sample.store.findVersion("iris", "3", signal)).rejects.toThrow(
    expect.objectContaining({ code: "registry_unavailable", message: expect.stringContaining(file) }),
  );
});

test("overlooks a version whose file is not there yet, and a name that another model's file has", async ({
  expect,
}) => {
  await using sample = await SampleDirectory.create();
  await mkdir(join(sample.directory.path, "models/iris/version-12"));
  await sample.directory.write("models/copy/meta.yaml", "name: iris\n");
  expect((await sample.store.findLatest("iris", signal))?.version).toBe("10");
  expect(await sample.store.findModel("copy", signal)).toBeUndefined();
});

test("is empty without models, and away without its directory", async ({ expect }) => {
  await using sample = await SampleDirectory.create();
  await rm(join(sample.directory.path, "models"), { recursive: true });
  expect(await sample.store.listModels(signal)).toEqual([]);
  await rm(sample.directory.path, { recursive: true });
  await expect(sample.store.listModels(signal)).rejects.toThrow(
    expect.objectContaining({
      code: "registry_unavailable",
      message: expect.stringContaining("there is no directory"),
    }),
  );
});
