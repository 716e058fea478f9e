import { afterAll, beforeAll, describe, test } from "vitest";
import type { TestGateway } from "../testing/test-gateway.ts";
import { answerOf, ask, askAll, type Answer } from "./answers.ts";
import { differences } from "./differences.ts";
import { followRegistry } from "./follow-registry.ts";
import { requestsFor } from "./requests.ts";
import { sampleChampions } from "./samples.ts";
import { serveModel, startRegistry, type RunningMlflow } from "./testbed.ts";

/** Where the gateway means to answer otherwise, and with which status. */
const intended: Readonly<Record<string, number>> = {
  // Pictures are read as they are; this one is none.
  "catdog: recorded: content type image/jpeg": 400,
};

/** A real `mlflow models serve` and the gateway are asked the same. */
describe.for(sampleChampions())("$name", (sample) => {
  const { name } = sample;
  const uri = `models:/${name}@champion`;
  const requests = requestsFor(sample);
  let registry: RunningMlflow;
  let original: RunningMlflow;
  let gateway: TestGateway;
  const mlflow = (): string => `${original.url}/invocations`;
  const switchyard = (): string => `${gateway.baseUrl}/models/${name}/invocations`;

  beforeAll(async () => {
    registry = await startRegistry();
    original = await serveModel(uri, registry);
    gateway = await followRegistry(registry, { [name]: uri });
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await original[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  test.for(requests)("answers as MLflow does: $name", async (request, { expect }) => {
    const expected = await ask(mlflow(), request);
    const status = intended[`${name}: ${request.name}`] ?? expected.status;
    expect(differencesOf(await ask(switchyard(), request), { ...expected, status })).toEqual([]);
  });

  test.for(requests.filter(({ recorded }) => recorded !== undefined))(
    "is what MLflow still says: $name",
    async (request, { expect }) => {
      const { status = 0, response } = request.recorded ?? {};
      expect(differencesOf(answerOf(status, response), await ask(mlflow(), request))).toEqual([]);
    },
  );

  test("answers 32 requests at once as MLflow does", async ({ expect }) => {
    const alone = await askAll(mlflow(), requests, 1);
    const good = requests.filter((_, index) => alone[index]?.status === 200);
    const [found, expected] = await Promise.all([askAll(switchyard(), good, 32), askAll(mlflow(), good, 32)]);
    expect(good.length).toBeGreaterThan(4);
    expect(differences(found, expected)).toEqual([]);
  });
});

function differencesOf(found: Answer, expected: Answer): readonly string[] {
  // Beside JSON errors MLflow has plain-text ones, without a code.
  const errorCode = expected.errorCode === undefined ? undefined : found.errorCode;
  return differences({ ...found, errorCode }, expected);
}
