import { join } from "node:path";
import { test } from "vitest";
import { createArtifactStores } from "../artifacts/artifact-stores.ts";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { testVersion } from "../testing/test-versions.ts";
import { createFetchModel } from "./fetch-model.ts";

const { signal } = new AbortController();

test("fetches a version's files and reads what MLflow says of them", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({
    "artifacts/1/models/m-1/artifacts/MLmodel": "flavors: {onnx: {data: model.onnx}}\nmodel_uuid: m-1\n",
    "artifacts/1/models/m-1/artifacts/serving_input_example.json": "{}",
  });
  const stores = createArtifactStores({ artifactsDestination: join(directory.path, "artifacts") });
  const fetchModel = createFetchModel({ cacheDirectory: join(directory.path, "cache"), stores });
  const version = testVersion("3", { source: "mlflow-artifacts:/1/models/m-1/artifacts" });
  const fetched = await fetchModel(version, signal);
  expect(fetched).toMatchObject({
    version,
    directory: join(directory.path, "cache", "models", fetched.digest),
    manifest: { modelUuid: "m-1", servingInputExample: "serving_input_example.json" },
  });
});

test("says where a manifest that cannot be used lies", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ "model/MLmodel": "flavors: {}" });
  const source = join(directory.path, "model");
  const fetchModel = createFetchModel({
    cacheDirectory: join(directory.path, "cache"),
    stores: createArtifactStores({}),
  });
  await expect(fetchModel(testVersion("3", { source }), signal)).rejects.toThrow(
    expect.objectContaining({
      code: "load_failed",
      message: expect.stringContaining(`${source}: the MLmodel file`),
    }),
  );
});
