import { afterAll, beforeAll, describe, test } from "vitest";
import { irisRow, irisSplit } from "./testing/bodies.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const iris = "/models/iris/invocations";
const topic = "/models/topic-classification/invocations";
const setosa = { predictions: ["setosa"] };
const csv = { "content-type": "text/csv" };

/** The hot path and Express answer alike: one suite runs over both. */
describe.for([
  ["the hot path", true],
  ["Express", false],
] as const)("%s", ([, hotPath]) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ hotPath, env: { SWITCHYARD_MAX_BODY_BYTES: "100000" } });
  });
  afterAll(async () => await gateway[Symbol.asyncDispose]());

  test.for([
    [iris, irisSplit, setosa],
    [iris, JSON.stringify({ dataframe_records: [irisRow] }), setosa],
    [iris, JSON.stringify({ instances: [irisRow] }), setosa],
    [iris, JSON.stringify({ inputs: irisRow }), setosa],
    ["/models/iris/versions/2/invocations", irisSplit, setosa],
    ["/models/iris@champion/invocations", irisSplit, setosa],
    ["/models/iris/invoke", irisSplit, setosa],
    ["/endpoints/iris/invocations", irisSplit, setosa],
    ["/models/%69ris/invocations?x=1", irisSplit, setosa],
    [topic, '{"instances":["New chip doubles battery life of phones"]}', { predictions: ["technology"] }],
    ["/models/iris/predict", JSON.stringify(irisRow), { prediction: "setosa", label: "setosa" }],
    [
      "/models/topic-classification/predict",
      '{"text":"Striker scores twice as United win the cup final"}',
      { label: "sports" },
    ],
  ] as const)("%s answers %s", async ([path, body, expected], { expect }) => {
    const response = await gateway.post(path, body);
    expect(await response.json()).toMatchObject(expected);
    expect(response.headers.get("x-model-version")).toBe("2");
  });

  test("reads CSV", async ({ expect }) => {
    const response = await gateway.post(
      iris,
      `${Object.keys(irisRow).join()}\n${Object.values(irisRow).join()}\n`,
      csv,
    );
    expect(await response.json()).toEqual(setosa);
  });

  test("says which version answered, when and where the time went", async ({ expect }) => {
    const { headers } = await gateway.post(iris, irisSplit, {
      "content-type": "application/json",
      "x-request-id": "r-1",
    });
    expect(headers.get("x-model-name")).toBe("iris");
    expect(headers.get("x-model-alias")).toBe("champion");
    expect(headers.get("x-model-digest")).toMatch(/^[0-9a-f]{64}$/);
    expect(headers.get("x-request-id")).toBe("r-1");
    expect(headers.get("server-timing")).toMatch(
      /^queue;dur=[\d.e-]+, infer;dur=[\d.e-]+, total;dur=[\d.e-]+$/,
    );
  });

  test.for([
    ["/models/irs/invocations", irisSplit, 404, "RESOURCE_DOES_NOT_EXIST", "did you mean iris"],
    ["/models/iris/versions/9/invocations", irisSplit, 404, "RESOURCE_DOES_NOT_EXIST", "2"],
    ["/models/iris@nobody/invocations", irisSplit, 404, "RESOURCE_DOES_NOT_EXIST", "nobody"],
    ["/models/%E0%A4%A/invocations", irisSplit, 400, "BAD_REQUEST", "percent-encoded"],
    [iris, "", 400, "BAD_REQUEST", "valid JSON"],
    [iris, "{", 400, "BAD_REQUEST", "valid JSON"],
    [iris, '{"inputs":[1],"instances":[1]}', 400, "BAD_REQUEST", "exactly one of the input fields"],
    [
      iris,
      '{"dataframe_records":[{"sepal_length":1}]}',
      400,
      "INVALID_PARAMETER_VALUE",
      "Model is missing inputs",
    ],
    [
      iris,
      '{"inputs":{"sepal_length":["x"],"sepal_width":[1],"petal_length":[1],"petal_width":[1]}}',
      400,
      "BAD_REQUEST",
      "sepal_length",
    ],
    [iris, '{"inputs":[[1,2],[3]]}', 400, "BAD_REQUEST", "inputs"],
    [
      iris,
      JSON.stringify({ dataframe_records: [{ ...irisRow, petal_width: null }] }),
      400,
      "BAD_REQUEST",
      "petal_width[0]",
    ],
    [iris, "x".repeat(100_001), 413, "BAD_REQUEST", "100000"],
  ] as const)("%s refuses %s with %i", async ([path, body, status, code, message], { expect }) => {
    const response = await gateway.post(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error_code: code,
      message: expect.stringContaining(message),
      request_id: expect.any(String),
    });
  });

  test.for([
    ["text/plain", 415],
    ["application/json; charset=latin-1", 415],
    ["image/png", 415],
  ] as const)("refuses a body of %s", async ([type, status], { expect }) => {
    const response = await gateway.post(iris, irisSplit, { "content-type": type });
    expect(response.status).toBe(status);
  });

  test("refuses other methods and says which is allowed", async ({ expect }) => {
    const response = await gateway.get(iris);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });

  test("a deadline that has come is 504", async ({ expect }) => {
    const headers = { "content-type": "application/json", "x-request-timeout": "0.5" };
    expect((await gateway.post(iris, irisSplit, headers)).status).toBe(400);
  });

  test("answers good and bad requests that come together each by itself", async ({ expect }) => {
    const responses = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        gateway.post(iris, index % 3 === 0 ? '{"inputs":' : irisSplit),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual(
      responses.map((_, index) => (index % 3 === 0 ? 400 : 200)),
    );
  });
});
