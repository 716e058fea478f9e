import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { irisRow, irisSplit } from "../testing/bodies.ts";
import { startTestGateway } from "../testing/test-gateway.ts";
import { startRegistry } from "./testbed.ts";

const run = z.object({
  info: z.object({ run_id: z.string(), status: z.string(), artifact_uri: z.string() }),
});
const listed = z.object({ files: z.array(z.object({ path: z.string() })) });

test("many predictions are one table among the artifacts of a run, which ends with the gateway", async () => {
  await using mlflow = await startRegistry();
  await using folder = await mkdtempDisposable(join(tmpdir(), "switchyard-predictions-"));
  const config = join(folder.path, "switchyard.yaml");
  await writeFile(
    config,
    "predictionLog: { to: mlflow, as: table, experiment: what people ask, redact: [petal_width] }",
  );
  const env = {
    MLFLOW_TRACKING_URI: mlflow.url,
    SWITCHYARD_ARTIFACTS_DESTINATION: "",
    SWITCHYARD_MODELS: "iris=models:/iris@champion",
    SWITCHYARD_CONFIG: config,
  };
  {
    await using gateway = await startTestGateway({ env });
    for (let time = 0; time < 3; time += 1) await gateway.post("/models/iris/invocations", irisSplit);
    await gateway.post("/models/iris/predict", JSON.stringify(irisRow));
  }
  const api = `${mlflow.url}/api/2.0/mlflow`;
  const named = await fetch(`${api}/experiments/get-by-name?experiment_name=what%20people%20ask`);
  const { experiment } = z
    .object({ experiment: z.object({ experiment_id: z.string() }) })
    .parse(await named.json());
  const found = await fetch(`${api}/runs/search`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ experiment_ids: [experiment.experiment_id] }),
  });
  const { runs } = z.object({ runs: z.array(run) }).parse(await found.json());
  expect(runs.map(({ info }) => info.status)).toEqual(["FINISHED"]);
  const { run_id = "", artifact_uri = "" } = runs[0]?.info ?? {};
  const files = await fetch(`${api}/artifacts/list?run_id=${run_id}&path=predictions`);
  const [file] = listed.parse(await files.json()).files;
  const place = artifact_uri.replace("mlflow-artifacts:/", "/api/2.0/mlflow-artifacts/artifacts/");
  const table = await (await fetch(`${mlflow.url}${place}/${file?.path ?? ""}`)).json();
  expect(table).toMatchObject({
    columns: [
      "time",
      "model",
      "version",
      "digest",
      "request_id",
      "operation",
      "duration_ms",
      "input.sepal_length",
      "input.sepal_width",
      "input.petal_length",
      "input.petal_width",
      "prediction",
    ],
  });
  const { data } = z.object({ data: z.array(z.array(z.unknown())) }).parse(table);
  expect(data.map((row) => row.slice(7))).toMatchObject([
    ...Array.from({ length: 3 }, () => [5.1, 3.5, 1.4, "[redacted]", "setosa"]),
    [5.1, 3.5, 1.4, "[redacted]", { label: "setosa" }],
  ]);
});
