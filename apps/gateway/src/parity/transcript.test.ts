import { Agent } from "node:http";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { answerOf } from "./ask.ts";
import { judge } from "./judge.ts";
import { parityModels } from "./parity-models.ts";
import { readTranscript } from "./transcript.ts";

const exchanges = readTranscript();
const models = parityModels().filter(({ name }) => exchanges.some(({ model }) => model === name));
const groupSize = 30;
const groups = Array.from({ length: Math.ceil(models.length / groupSize) }, (_, group) =>
  models.slice(group * groupSize, (group + 1) * groupSize),
);

/** Every answer is the one that a real MLflow gave, or differs as `docs/parity.md` says. */
describe.for(groups.map((group) => [group[0]?.name, group] as const))(
  "%s and those after it",
  ([, group]) => {
    let gateway: TestGateway;
    let agent: Agent;
    beforeAll(async () => {
      agent = new Agent({ keepAlive: true });
      gateway = await startTestGateway({
        env: {
          SWITCHYARD_MODELS: group.map(({ name, directory }) => `${name}=${directory}`).join(),
          SWITCHYARD_WORKERS: "0",
          SWITCHYARD_MAX_CONCURRENT_LOADS: "4",
        },
      });
    });
    afterAll(async () => {
      agent.destroy();
      await gateway[Symbol.asyncDispose]();
    });

    test.for(exchanges.filter(({ model }) => group.some(({ name }) => name === model)))(
      "$model, $request.category: $request.name",
      async ({ model, request, expected }, { expect }) => {
        const found = await answerOf(`${gateway.baseUrl}/models/${model}/invocations`, request, agent);
        expect(judge({ request, found, expected })).not.toMatchObject({ kind: "different" });
      },
    );
  },
);
