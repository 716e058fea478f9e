import { Agent } from "node:http";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { answerOf } from "../parity/ask.ts";
import { differences } from "../parity/differences.ts";
import { judge } from "../parity/judge.ts";
import { jsonRequest } from "../parity/requests/parity-request.ts";
import { parityModels } from "../parity/parity-models.ts";
import { parsePythonJson } from "../parity/python-json.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { PythonSession } from "./python-session.ts";
import { serveModels, type RunningMlflow } from "./testbed.ts";

const session = await PythonSession.start("http://127.0.0.1:9");
const bodies = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(await session.run("serving-examples")));
const examples = Object.entries(bodies).flatMap(([model, each]) =>
  Object.entries(each).map(([name, body]) => ({ model, name, body })),
);
const models = parityModels().filter(({ name }) => Object.hasOwn(bodies, name));
const directories = new Map(models.map(({ name, directory }) => [name, directory]));

/** What MLflow makes of input examples is posted as it is to a real MLflow and to the gateway. */
describe("serving input examples", () => {
  let mlflow: RunningMlflow;
  let gateway: TestGateway;
  const agent = new Agent();
  beforeAll(async () => {
    mlflow = await serveModels(models);
    gateway = await startTestGateway({
      env: {
        SWITCHYARD_MODELS: models.map(({ name, directory }) => `${name}=${directory}`).join(),
        SWITCHYARD_WORKERS: "0",
        SWITCHYARD_JSON: "python",
      },
    });
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await mlflow[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
  });

  test("there is a model for each of them", ({ expect }) => {
    expect([...directories.keys()].toSorted()).toEqual(Object.keys(bodies).toSorted());
  });

  test.for(examples)("$model answers $name as MLflow does", async ({ model, name, body }, { expect }) => {
    const request = jsonRequest("forms", name, body);
    const expected = await answerOf(`${mlflow.url}/${model}/invocations`, request, agent);
    const found = await answerOf(`${gateway.baseUrl}/models/${model}/invocations`, request, agent);
    expect(judge({ request, found, expected })).not.toHaveProperty("details");
    const validated = await validate(model, body);
    expect(validated === undefined, "MLflow finds the body invalid").toBe(found.status !== 200);
    if (validated !== undefined)
      expect(differences(parsePythonJson(found.body), parsePythonJson(validated))).toEqual([]);
  });
});

/** What MLflow says that a model predicts, or nothing where it finds the body invalid. */
async function validate(model: string, body: string): Promise<string | undefined> {
  try {
    return await session.run("validate", directories.get(model) ?? "", body);
  } catch {
    return undefined;
  }
}
