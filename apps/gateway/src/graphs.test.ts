import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

/** A gateway with some of the parity suite's models. */
async function serve(models: readonly string[], env: Readonly<Record<string, string>>): Promise<TestGateway> {
  const pairs = models.map(
    (name) => `${name}=${fileURLToPath(new URL(`parity/models/${name}`, import.meta.url))}`,
  );
  return await startTestGateway({ env: { ...env, SWITCHYARD_MODELS: pairs.join(",") } });
}

const iris = { a: 5.1, b: 3.5, c: 1.4, d: 0.2 };

test.for(["0", "1"])(
  "scores by class are told by name, with %s threads beside",
  async (workers, { expect }) => {
    await using gateway = await serve(["zipmap-string-cs"], {
      SWITCHYARD_ISOLATION: "thread",
      SWITCHYARD_WORKERS: workers,
    });
    const asked = await gateway.post(
      "/models/zipmap-string-cs/invocations",
      JSON.stringify({ dataframe_records: [iris] }),
    );
    const scores = {
      setosa: expect.any(Number),
      versicolor: expect.any(Number),
      virginica: expect.any(Number),
    };
    expect(await asked.json()).toEqual({
      predictions: [{ output_label: expect.any(String), output_probability: scores }],
    });
    const friendly = await gateway.post("/models/zipmap-string-cs/predict", JSON.stringify(iris));
    expect(await friendly.json()).toEqual({
      prediction: expect.stringMatching(/setosa|versicolor|virginica/),
      label: expect.any(String),
      confidence: expect.any(Number),
      probabilities: scores,
    });
  },
);

test("rows of a model that looks at all of them never share a run", async ({ expect }) => {
  await using gateway = await serve(["batch-sensitive-ns"], { SWITCHYARD_ISOLATION: "process" });
  const rows = Array.from({ length: 60 }, (_, index) => [index + 0.5, index * 2]);
  const ask = async (row: readonly number[]): Promise<unknown> => {
    const body = JSON.stringify({ inputs: [row] });
    const response = await gateway.post("/models/batch-sensitive-ns/invocations", body);
    expect(response.status).toBe(200);
    return await response.json();
  };
  const together = await Promise.all(rows.map(ask));
  const alone: unknown[] = [];
  for (const row of rows) alone.push(await ask(row));
  expect(together).toEqual(alone);
});

test("a default that no double holds is shown as it is", async ({ expect }) => {
  await using gateway = await serve(["params-large-cs"], { SWITCHYARD_ISOLATION: "process" });
  const details = await gateway.get("/models/params-large-cs");
  expect(details.status).toBe(200);
  expect(await details.text()).toContain("9007199254740993");
  const document = await gateway.get("/openapi.json");
  expect(document.status).toBe(200);
  const endpoint = await gateway.get("/api/2.0/endpoints/params-large-cs");
  expect(endpoint.status).toBe(200);
});
