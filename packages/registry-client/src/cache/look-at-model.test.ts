import { join } from "node:path";
import { test } from "vitest";
import { createArtifactStores } from "../artifacts/artifact-stores.ts";
import { openRegistry } from "../open-registry.ts";
import { lookAtModel } from "./look-at-model.ts";

const samples = join(import.meta.dirname, "../../../../examples/registry");
const stores = createArtifactStores({ artifactsDestination: join(samples, "artifacts") });
const signal = new AbortController().signal;

test("says what a model is made of, without fetching it", async ({ expect }) => {
  await using registry = openRegistry({ trackingUri: `sqlite:///${join(samples, "mlflow.db")}` });
  const look = await lookAtModel(await registry.resolve("models:/iris@champion", signal), stores, signal);
  expect(look.flavors).toEqual(expect.arrayContaining(["onnx", "python_function"]));
  expect(look.files).toBeGreaterThan(3);
  expect(look.sizeBytes).toBeGreaterThan(1000);
});

test("says why a model could not be fetched", async ({ expect }) => {
  await using registry = openRegistry({ trackingUri: `sqlite:///${join(samples, "mlflow.db")}` });
  const version = await registry.resolve("models:/iris@champion", signal);
  const looking = lookAtModel({ ...version, source: "mlflow-artifacts:/nowhere" }, stores, signal);
  await expect(looking).rejects.toMatchObject({ code: "load_failed" });
});
