import { afterAll, beforeAll, test } from "vitest";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "iris=models:/iris@champion" } });
});
afterAll(async () => await gateway[Symbol.asyncDispose]());

test.for([
  [
    "/models",
    {
      models: [
        { name: "iris", uri: "models:/iris@champion", status: "ready", version: "2", flavor: "sklearn" },
      ],
    },
  ],
  [
    "/models/iris",
    {
      model_uri: "models:/iris@champion",
      metadata: { version: "2", stage: "Production" },
      labels: ["setosa", "versicolor", "virginica"],
      input_example: { dataframe_split: {} },
      state_counts: { ready: 1 },
      failure: null,
    },
  ],
  ["/models/iris/info", { versions: [{ version: "2", state: "ready" }] }],
  ["/models/iris/health", { status: "healthy", model_name: "iris" }],
  ["/health", { status: "healthy", models: { iris: { status: "ready" } } }],
  ["/readyz", { status: "ready" }],
  ["/livez", { status: "alive" }],
  ["/api/2.0/endpoints/", { endpoints: [{ name: "iris", endpoint_url: "/endpoints/iris/invocations" }] }],
  ["/api/2.0/endpoints/iris", { model: { name: "iris", provider: "switchyard" }, limit: null }],
] as const)("GET %s", async ([path, expected], { expect }) => {
  const response = await gateway.get(path);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject(expected);
});

test.for([
  ["/ping", "\n"],
  ["/version", "0.1.0"],
] as const)("GET %s as MLflow's clients ask it", async ([path, text], { expect }) => {
  expect(await (await gateway.get(path)).text()).toBe(text);
});

test("the OpenAPI document has a typed path for each model", async ({ expect }) => {
  const document = await (await gateway.get("/openapi.json")).json();
  expect(document).toMatchObject({
    openapi: "3.1.0",
    paths: {
      "/models/iris/invocations": { post: {} },
      "/models/iris/predict": { post: {} },
      "/models/{name}/rollback": { post: {} },
      "/webhooks/mlflow": { post: {} },
      "/v2/models/iris/infer": { post: {} },
    },
  });
  expect(JSON.stringify(document)).toContain("sepal_length");
});

test("Swagger UI is at /docs", async ({ expect }) => {
  expect(await (await gateway.get("/docs/")).text()).toContain("swagger-ui");
});

test.for([
  ["/nowhere", 404, "ENDPOINT_NOT_FOUND"],
  ["/models/nope", 404, "RESOURCE_DOES_NOT_EXIST"],
  ["/api/2.0/endpoints/nope", 404, "RESOURCE_DOES_NOT_EXIST"],
] as const)("GET %s is %i", async ([path, status, code], { expect }) => {
  const response = await gateway.get(path);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error_code: code });
});
