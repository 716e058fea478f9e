import { afterAll, beforeAll, test } from "vitest";
import { infer } from "./testing/open-inference.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

let gateway: TestGateway;
let express: TestGateway;
beforeAll(async () => {
  const models = ["iris@champion", "abalone@champion", "topic-classification@champion", "catdog@champion"];
  const followed = models.map((each) => `${each.split("@")[0]}=models:/${each}`).join(",");
  [gateway, express] = await Promise.all([
    startTestGateway({ env: { SWITCHYARD_MODELS: followed } }),
    startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@champion" }, hotPath: false }),
  ]);
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await express[Symbol.asyncDispose]();
});

const irisColumns = ["sepal_length", "sepal_width", "petal_length", "petal_width"] as const;
const rows = [
  [5.1, 3.5, 1.4, 0.2],
  [6.7, 3.1, 4.4, 1.4],
  [6.3, 3.3, 6.0, 2.5],
] as const;
const species = ["setosa", "versicolor", "virginica"] as const;

/** A tensor for each column of these rows. */
function irisInputs(some: readonly (readonly number[])[]): readonly unknown[] {
  return irisColumns.map((name, at) => ({
    name,
    datatype: "FP64",
    shape: [some.length],
    data: some.map((row) => row[at] ?? 0),
  }));
}

async function predictions(path: string, inputs: unknown): Promise<unknown> {
  const response = await gateway.post(`/models/${path}/invocations`, JSON.stringify({ inputs }));
  return JSON.parse(await response.text()).predictions;
}

const liveModel = { name: "iris", versions: ["2"], platform: "mlflow_sklearn" };
const irisTensors = irisColumns.map((name) => ({ name, datatype: "FP64", shape: [-1, 1] }));

test.for([
  ["/v2", { name: "switchyard", extensions: ["binary_tensor_data", "model_repository"] }],
  ["/v2/health/live", { live: true }],
  ["/v2/health/ready", { ready: true }],
  ["/v2/models/iris/ready", { name: "iris", ready: true }],
  ["/v2/models/iris/versions/2/ready", { name: "iris", ready: true }],
  ["/v2/models/iris", { ...liveModel, inputs: irisTensors }],
  ["/v2/models/iris/versions/2", liveModel],
  [
    "/v2/models/catdog",
    {
      platform: "onnxruntime_onnx",
      inputs: [{ name: "image", datatype: "UINT8", shape: [-1, 224, 224, 3] }],
      outputs: [
        { name: "label", datatype: "BYTES", shape: [-1] },
        { name: "probabilities", datatype: "FP32", shape: [-1, 2] },
      ],
    },
  ],
] as const)("GET %s", async ([path, expected], { expect }) => {
  const response = await gateway.get(path);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject(expected);
});

test("answers a table as MLflow's `inputs` is answered, by way of Express too", async ({ expect }) => {
  for (const each of [gateway, express]) {
    const answer = await infer(each, "iris", { json: { id: "a", inputs: irisInputs(rows) } });
    expect(answer).toMatchObject({ status: 200, model_name: "iris", model_version: "2", id: "a" });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json",
      "x-model-name": "iris",
      "x-model-version": "2",
      "server-timing": expect.stringContaining("infer;dur="),
    });
    expect(answer.outputs).toMatchObject([
      { name: "output-1", datatype: "BYTES", shape: [3], data: species },
      { name: "probabilities", shape: [3, 3] },
    ]);
  }
});

test("one tensor of rows and columns is the same table", async ({ expect }) => {
  const tensor = { name: "x", datatype: "FP32", shape: [3, 4] };
  const outputs = [{ name: "output-1" }];
  const asked = { ...tensor, data: rows.flat() };
  const { outputs: json } = await infer(gateway, "iris", { json: { inputs: [asked], outputs } });
  expect(json).toMatchObject([{ name: "output-1", data: species }]);
  const bytes = new Uint8Array(Float32Array.from(rows.flat()).buffer);
  const inputs = [{ ...tensor, parameters: { binary_data_size: bytes.length } }];
  const { outputs: binary } = await infer(gateway, "iris", { json: { inputs, outputs }, behind: [bytes] });
  expect(binary).toEqual(json);
});

test.for([
  ["topic-classification", { text: ["a new phone", "the match ended"] }, "BYTES"],
  [
    "abalone",
    {
      sex: ["M"],
      length: [0.455],
      diameter: [0.365],
      height: [0.095],
      whole_weight: [0.514],
      shucked_weight: [0.2245],
      viscera_weight: [0.101],
      shell_weight: [0.15],
    },
    "FP64",
  ],
] as const)(
  "%s answers tensors what it answers to `inputs`",
  async ([name, columns, datatype], { expect }) => {
    const inputs = Object.entries(columns).map(([column, data]) => ({
      name: column,
      datatype: typeof data[0] === "string" ? "BYTES" : "FP64",
      shape: [data.length, 1],
      data,
    }));
    const { outputs } = await infer(gateway, name, { json: { inputs } });
    expect(outputs[0]?.data).toEqual(await predictions(name, columns));
    const { outputs: told } = JSON.parse(await (await gateway.get(`/v2/models/${name}`)).text());
    expect(outputs).toMatchObject(
      told.map(({ name: output }: { readonly name: string }) => ({ name: output })),
    );
    expect(datatype).toBe(name === "abalone" ? told[0].datatype : "BYTES");
  },
);

const side = 224;
const picture = Uint8Array.from({ length: side * side * 3 }, (_, at) => (at * at) % 251);
const shape = [1, side, side, 3];

test("a picture as bytes is answered as its numbers are, in bytes too", async ({ expect }) => {
  const inputs = [
    { name: "image", datatype: "UINT8", shape, parameters: { binary_data_size: picture.length } },
  ];
  const json = { inputs, parameters: { binary_data_output: true } };
  const answer = await infer(gateway, "catdog", { json, behind: [picture] });
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  const [label, probabilities] = answer.outputs;
  const floats = probabilities?.bytes;
  const scores = [floats?.readFloatLE(0), floats?.readFloatLE(4)];
  const nested = Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (__, x) => [
      ...picture.subarray((y * side + x) * 3, (y * side + x) * 3 + 3),
    ]),
  );
  const expected = await predictions("catdog", { image: [nested] });
  expect({ label: [label?.bytes?.subarray(4).toString()], probabilities: [scores] }).toEqual(expected);
  const flat = [{ name: "image", datatype: "UINT8", shape, data: [...picture] }];
  const { outputs } = await infer(gateway, "catdog", { json: { inputs: flat } });
  expect(outputs.map(({ data }) => data)).toEqual([[label?.bytes?.subarray(4).toString()], scores]);
});

test("tensors run beside other requests, and each gets its own answer", async ({ expect }) => {
  const answers = await Promise.all(
    Array.from({ length: 90 }, async (_, index) => {
      const row = rows[index % 3] ?? rows[0];
      if (index % 5 === 4) return (await infer(gateway, "iris", { json: { inputs: [] } })).status;
      if (index % 2 === 0) {
        const columns = Object.fromEntries(irisColumns.map((name, at) => [name, [row[at]]]));
        return await predictions("iris", columns);
      }
      const { outputs } = await infer(gateway, "iris", { json: { inputs: irisInputs([row]) } });
      return outputs[0]?.data;
    }),
  );
  expect(answers).toEqual(
    Array.from({ length: 90 }, (_, index) => (index % 5 === 4 ? 400 : [species[index % 3]])),
  );
});

test.for([
  ["POST", "/v2/models/nope/infer", "{}", 404, "nope"],
  ["POST", "/v2/models/iris/versions/9/infer", "{}", 404, "iris 9 is not served; served: 2"],
  ["GET", "/v2/models/iris/infer", undefined, 405, "POST"],
  ["POST", "/v2/models/iris/infer", "{", 400, "Ensure that input is a valid JSON formatted string"],
  ["POST", "/v2/models/iris/infer", "{}", 400, "inputs: expected a list of tensors, found nothing"],
  ["POST", "/v2/models/%E0%A4%A/infer", "{}", 400, "is not percent-encoded"],
  ["GET", "/v2/models/nope", undefined, 404, "nope"],
  ["GET", "/v2/models/nope/ready", undefined, 404, "nope"],
  ["GET", "/v2/models/%E0%A4%A", undefined, 400, "path: expected percent-encoded UTF-8"],
  ["GET", "/v2/nothing", undefined, 404, "no GET /v2/nothing here"],
  ["POST", "/v2/repository/models/nope/load", "{}", 404, "nope"],
  [
    "POST",
    "/v2/repository/models/iris/unload",
    "{}",
    400,
    "iris cannot be unloaded: the gateway serves what",
  ],
  [
    "POST",
    "/v2/repository/models/iris/load",
    '{"parameters":{"config":"{}"}}',
    400,
    "parameters: iris is loaded as its version in the registry says",
  ],
  ["POST", "/v2/repository/index", "[", 400, "body: it is no JSON"],
  ["POST", "/v2/repository/index", '{"ready":1}', 400, "expected boolean"],
] as const)("%s %s with %s is refused", async ([method, path, body, status, message], { expect }) => {
  for (const each of [gateway, express]) {
    const response = await fetch(`${each.baseUrl}${path}`, { method, body: body ?? null });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringContaining(message) });
  }
});

test("a header length that is none is refused", async ({ expect }) => {
  const headers = { "inference-header-content-length": "-1" };
  const response = await gateway.post("/v2/models/iris/infer", "{}", headers);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: "Inference-Header-Content-Length: expected a number of bytes, found -1",
  });
});

test("a version that is not here is not found", async ({ expect }) => {
  const response = await gateway.get("/v2/models/iris/versions/9/ready");
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: "iris has no version 9 here" });
});

test("the repository lists what is served, and loads by asking the registry again", async ({ expect }) => {
  const index = await express.post("/v2/repository/index", "");
  expect(await index.json()).toEqual([{ name: "iris", version: "2", state: "READY", reason: "" }]);
  const load = await express.post("/v2/repository/models/iris/load", "{}");
  expect([load.status, await load.text()]).toEqual([200, ""]);
});
