import { afterAll, beforeAll, describe, test } from "vitest";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";
import { readTranscripts, type Exchange } from "./testing/transcripts.ts";

/** Where the gateway means to answer otherwise, and with which status. */
const intended: Readonly<Record<string, number>> = {
  // Pictures are read as they are; this one is none.
  "catdog: content type image/jpeg": 400,
};

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

  for (const { model, exchanges } of readTranscripts())
    test.for(exchanges.map((each) => [each.name, each] as const))(
      `${model}: %s`,
      async ([, exchange], { expect }) => {
        const { name, contentType, body, status, response } = exchange;
        const headers: Readonly<Record<string, string>> =
          contentType === "" ? {} : { "content-type": contentType };
        const answer = await gateway.post(`/models/${model}/invocations`, body, headers);
        const found: unknown = await answer.json();
        const otherwise = intended[`${model}: ${name}`];
        if (otherwise !== undefined) {
          expect(answer.status).toBe(otherwise);
          return;
        }
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
