import { afterAll, beforeAll, describe, test } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import type { TestGateway } from "../testing/test-gateway.ts";
import { followRegistry } from "./follow-registry.ts";
import { sampleVersions } from "./samples.ts";
import { startRegistry, type RunningMlflow } from "./testbed.ts";

let registry: RunningMlflow;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => await registry[Symbol.asyncDispose]());

describe.for(sampleVersions())("$name version $version, from a real MLflow server", ({ uris, example }) => {
  const [byNumber = "", ...others] = uris;
  let gateway: TestGateway;
  const ask = async (uri: string): Promise<Answer> => await answerOf(gateway, nameOf(uri), example);
  beforeAll(async () => {
    gateway = await followRegistry(registry, Object.fromEntries(uris.map((uri) => [nameOf(uri), uri])));
  });
  afterAll(async () => await gateway[Symbol.asyncDispose]());

  test("answers by its number", async ({ expect }) => {
    const { status, digest, body } = await ask(byNumber);
    expect({ status, body }).toMatchObject({ status: 200, body: expect.stringContaining("predictions") });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test.for(others)("is what %s means", async (uri, { expect }) => {
    const { status, digest, body } = await ask(byNumber);
    expect(await ask(uri)).toMatchObject({ status, digest, body });
  });
});

test("the versions of a model are told apart", async ({ expect }) => {
  await using gateway = await followRegistry(registry, { one: "models:/iris/1", two: "models:/iris/2" });
  const one = await answerOf(gateway, "one", irisSplit);
  const two = await answerOf(gateway, "two", irisSplit);
  expect([one.version, two.version]).toEqual(["1", "2"]);
  expect(one.digest).not.toBe(two.digest);
});

interface Answer {
  readonly status: number;
  readonly version: string | null;
  readonly digest: string | null;
  readonly body: string;
}

async function answerOf(gateway: TestGateway, name: string, example: string): Promise<Answer> {
  const response = await gateway.post(`/models/${name}/invocations`, example);
  const { status, headers } = response;
  return {
    status,
    version: headers.get("x-model-version"),
    digest: headers.get("x-model-digest"),
    body: await response.text(),
  };
}

/** A name to serve a URI under. */
function nameOf(uri: string): string {
  return uri.replaceAll(/\W/g, "_");
}
