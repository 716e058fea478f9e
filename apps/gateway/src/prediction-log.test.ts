import { once } from "node:events";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { irisRow, irisSplit } from "./testing/bodies.ts";
import { sampleModel } from "./testing/sample-models.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const iris = { SWITCHYARD_MODELS: "iris=models:/iris@champion" };

interface Health {
  readonly prediction_log: { readonly written: number; readonly dropped: number; readonly reason?: string };
}

/** Asks until the log is as it should be. */
async function untilLog(
  gateway: TestGateway,
  isSo: (log: Health["prediction_log"]) => boolean,
): Promise<void> {
  for (;;) {
    const health: Health = JSON.parse(await (await gateway.get("/health")).text());
    if (isSo(health.prediction_log)) return;
  }
}

test.for([
  ["the hot path", true],
  ["Express", false],
] as const)("keeps what was asked and answered, without what is protected: %s", async ([, hotPath]) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-predictions-"));
  const path = join(directory.path, "log/predictions.jsonl");
  const env = {
    ...iris,
    SWITCHYARD_PREDICTION_LOG: "jsonl",
    SWITCHYARD_PREDICTION_LOG_PATH: path,
    SWITCHYARD_PREDICTION_LOG_REDACT: "petal_width",
    SWITCHYARD_PREDICTION_LOG_HASH: "petal_length",
  };
  await using gateway = await startTestGateway({ env, hotPath });
  await gateway.post("/models/iris/predict", JSON.stringify(irisRow), {
    "content-type": "application/json",
    "x-request-id": "mine",
  });
  await gateway.post("/models/iris/invocations", irisSplit);
  await gateway.post("/models/iris/invocations", "{");
  await untilLog(gateway, ({ written }) => written === 2);
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  const row = {
    ...irisRow,
    petal_width: "[redacted]",
    petal_length: expect.stringMatching(/^[0-9a-f]{32}$/),
  };
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    {
      model: "iris",
      version: "2",
      request_id: "mine",
      operation: "predict",
      inputs: [row],
      predictions: [{ label: "setosa" }],
    },
    { operation: "invocations", inputs: [row], predictions: ["setosa"] },
  ]);
  expect(await (await gateway.get("/metrics")).text()).toContain(
    'switchyard_predictions_logged_total{result="written"} 2',
  );
});

test("what waits is written when the gateway stops", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-predictions-"));
  const path = join(directory.path, "predictions.jsonl");
  const env = { ...iris, SWITCHYARD_PREDICTION_LOG: "jsonl", SWITCHYARD_PREDICTION_LOG_PATH: path };
  {
    await using gateway = await startTestGateway({ env });
    await Promise.all(Array.from({ length: 50 }, () => gateway.post("/models/iris/invocations", irisSplit)));
  }
  expect((await readFile(path, "utf8")).trimEnd().split("\n")).toHaveLength(50);
});

test("a log that cannot be written changes no answer, and is seen in the health", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-predictions-"));
  const env = { ...iris, SWITCHYARD_PREDICTION_LOG: "jsonl", SWITCHYARD_PREDICTION_LOG_PATH: directory.path };
  await using gateway = await startTestGateway({ env });
  expect((await gateway.post("/models/iris/invocations", irisSplit)).status).toBe(200);
  await untilLog(gateway, ({ reason }) => reason?.includes("EISDIR") ?? false);
  expect(await (await gateway.get("/health")).json()).toMatchObject({
    status: "healthy",
    prediction_log: { state: "failing", target: directory.path, waiting: 1 },
  });
});

test("an MLflow that takes every connection and answers none costs no answer, and the log drops", async () => {
  await using hanging = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(hanging, "listening");
  const address = hanging.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-predictions-"));
  const file = join(directory.path, "switchyard.yaml");
  await writeFile(file, "predictionLog: { to: mlflow, maxWaiting: 20 }");
  const env = {
    MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}`,
    SWITCHYARD_MODELS: `iris=${sampleModel("sepal_length").directory}`,
    SWITCHYARD_CONFIG: file,
  };
  await using gateway = await startTestGateway({ env });
  const asked = Array.from({ length: 100 }, () => gateway.post("/models/iris/invocations", irisSplit));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  await untilLog(gateway, ({ dropped }) => dropped === 80);
  hanging.closeAllConnections();
});

test("predictions can be kept in MLflow only where there is a server of its", async () => {
  const start = startTestGateway({ env: { ...iris, SWITCHYARD_PREDICTION_LOG: "mlflow" } });
  await expect(start).rejects.toThrow("predictionLog.to: mlflow needs an MLflow server");
});
