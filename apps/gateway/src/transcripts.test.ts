import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { sampleRegistry } from "./testing/sample-models.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

/** A request to a real `mlflow models serve`, and what it answered. */
interface Exchange {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
  readonly status: number;
  readonly response: unknown;
}

const directory = join(sampleRegistry, "../training/transcripts");
const transcripts = readdirSync(directory)
  .filter((file) => file.endsWith(".json"))
  .map((file) => {
    const exchanges: readonly Exchange[] = JSON.parse(readFileSync(join(directory, file), "utf8"));
    return { model: file.replace(/\.json$/, ""), exchanges };
  });

/** Every answer equals MLflow's: status, error code and predictions, numbers to 1e-6 of themselves. */
describe.for([
  ["worker processes", "process"],
  ["worker threads", "thread"],
] as const)("with %s", ([, isolation]) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ env: { SWITCHYARD_ISOLATION: isolation } });
  });
  afterAll(async () => await gateway[Symbol.asyncDispose]());

  for (const { model, exchanges } of transcripts)
    test.for(exchanges.map((each) => [each.name, each] as const))(
      `${model}: %s`,
      async ([, exchange], { expect }) => {
        const { contentType, body, status, response } = exchange;
        const headers: Readonly<Record<string, string>> =
          contentType === "" ? {} : { "content-type": contentType };
        const answer = await gateway.post(`/models/${model}/invocations`, body, headers);
        const found: unknown = await answer.json();
        expect({ status: answer.status, found }, JSON.stringify(found)).toMatchObject({
          status,
          found: expected(exchange, expect),
        });
        if (status === 200) expect(rounded(found)).toEqual(rounded(response));
      },
    );
});

function expected({ status, response }: Exchange, expect: { anything: () => unknown }): unknown {
  if (status === 200 || typeof response !== "object" || response === null || !("error_code" in response))
    return expect.anything();
  return { error_code: response.error_code };
}

/** Numbers to six significant digits. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]));
}
