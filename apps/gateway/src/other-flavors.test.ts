import { cp, mkdtempDisposable, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { recordFile, type CompiledRecord } from "./companions/companion-record.ts";
import { irisSplit } from "./testing/bodies.ts";
import { sampleModel } from "./testing/sample-models.ts";
import { startTestGateway } from "./testing/test-gateway.ts";

const iris = "/models/iris/invocations";
const noPython = "/nowhere/python";

/** A copy of the sample model that a record says was compiled. */
async function compiledModel(sha256?: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  await cp(sampleModel("sepal_length").directory, directory.path, { recursive: true });
  const graph = await readFile(join(directory.path, "model.onnx"));
  const record: CompiledRecord = {
    status: "compiled",
    converter: "skl2onnx 1.20.0",
    flavor: { data: "model.onnx", predict_output: "label", probabilities_output: "probabilities" },
    sha256: sha256 ?? createHash("sha256").update(graph).digest("hex"),
    verification: {
      rows: 1100,
      requests: 200,
      differing: 0,
      largestError: 1e-7,
      tolerance: 1e-5,
      worst: undefined,
    },
  };
  await writeFile(join(directory.path, recordFile), JSON.stringify(record));
  return directory;
}

test("a model that needs Python, where there is none, says so, and the others serve", async ({ expect }) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  const mlmodel =
    "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n  sklearn:\n    pickled_model: model.pkl\n";
  await writeFile(join(directory.path, "MLmodel"), mlmodel);
  const env = {
    SWITCHYARD_MODELS: `churn=${directory.path},iris=models:/iris@champion`,
    SWITCHYARD_PYTHON: noPython,
  };
  await using gateway = await startTestGateway({ env });
  expect((await gateway.post(iris, irisSplit)).status).toBe(200);
  const response = await gateway.post("/models/churn/invocations", irisSplit);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    message: expect.stringMatching(/\/nowhere\/python cannot be started.*SWITCHYARD_PYTHON/),
  });
});

test("a model that was compiled before is served without Python, and says how it was proven", async ({
  expect,
}) => {
  await using model = await compiledModel();
  const env = { SWITCHYARD_MODELS: `iris=${model.path}`, SWITCHYARD_PYTHON: noPython };
  await using gateway = await startTestGateway({ env });
  expect(await (await gateway.post(iris, irisSplit)).json()).toEqual({ predictions: ["setosa"] });
  expect(await (await gateway.get("/models/iris")).json()).toMatchObject({
    runtime: "onnxruntime",
    compilation: {
      status: "compiled",
      converter: "skl2onnx 1.20.0",
      verification: { rows: 1100, largest_error: 1e-7 },
    },
  });
});

test("a graph that is another than the one that was compared is not served unseen", async ({ expect }) => {
  await using model = await compiledModel("0".repeat(64));
  const env = { SWITCHYARD_MODELS: `iris=${model.path}`, SWITCHYARD_PYTHON: noPython };
  await using gateway = await startTestGateway({ env });
  expect((await gateway.post(iris, irisSplit)).status).toBe(503);
  expect(await (await gateway.get("/models/iris")).json()).toMatchObject({
    status: "failed",
    reason: expect.stringContaining(noPython),
  });
});
