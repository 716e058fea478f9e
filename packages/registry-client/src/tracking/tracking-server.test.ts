import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { sourceOf } from "../artifacts/artifact-sources.ts";
import { FakeMlflow } from "../testing/fake-mlflow.ts";
import { TemporaryDirectory } from "../testing/temporary-directory.ts";
import { TrackingServer } from "./tracking-server.ts";

const signal = AbortSignal.timeout(30_000);
const files = [sourceOf("deep/table.json", "{}")];

test("leaves nothing in a directory that the server does not share", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create();
  await using mlflow = await FakeMlflow.start();
  await using server = new TrackingServer({ trackingUri: mlflow.url });
  const run = { runId: "run1", experimentId: "1", location: directory.path };
  const logging = server.logArtifacts(run, { path: "predictions", files }, signal);
  await expect(logging).rejects.toThrow(
    `keeps its artifacts in ${directory.path}, a directory that is not on this machine`,
  );
  expect(await readdir(join(directory.path, "predictions/deep"))).toEqual([]);
});

test("says which locations can be written where there is no way to this one", async ({ expect }) => {
  await using server = new TrackingServer({ trackingUri: "http://127.0.0.1:9" });
  const run = { runId: "run1", experimentId: "1", location: "gs://bucket/1/run1/artifacts" };
  await expect(server.logArtifacts(run, { path: "", files }, signal)).rejects.toThrow(
    "cannot write gs://bucket/1/run1/artifacts: only file:, s3:, mlflow-artifacts:",
  );
});

test("says what MLflow refuses, and in which words", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using server = new TrackingServer({ trackingUri: mlflow.url });
  const body = JSON.stringify({ error_code: "INVALID_PARAMETER_VALUE", message: "no experiment 77" });
  mlflow.planned.push({ status: 400, body });
  await expect(server.createRun({ experimentId: "77" }, signal)).rejects.toThrow(
    `MLflow at ${mlflow.url} does not create a run: no experiment 77`,
  );
});

test("takes the experiment that somebody else made meanwhile", async ({ expect }) => {
  await using mlflow = await FakeMlflow.start();
  await using server = new TrackingServer({ trackingUri: mlflow.url });
  const missing = JSON.stringify({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "none" });
  const taken = JSON.stringify({ error_code: "RESOURCE_ALREADY_EXISTS", message: "plants is there" });
  const found = JSON.stringify({ experiment: { experiment_id: "3" } });
  mlflow.planned.push(
    { status: 404, body: missing },
    { status: 400, body: taken },
    { status: 200, body: found },
  );
  expect(await server.experimentId("plants", signal)).toBe("3");
});
