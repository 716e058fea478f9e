import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { z } from "zod";
import { askOnce } from "./testing/ask-once.ts";
import { irisRow } from "./testing/bodies.ts";
import { startDescribedServer } from "./testing/described-server.ts";
import { irisModel } from "./testing/random-models.ts";
import { startTestGateway } from "./testing/test-gateway.ts";

const openApi = z.object({
  paths: z.record(z.string(), z.unknown()),
  components: z.object({
    requestBodies: z.record(
      z.string(),
      z.object({ content: z.record(z.string(), z.looseObject({ example: z.unknown().optional() })) }),
    ),
  }),
});

async function documentAt(url: string): Promise<z.infer<typeof openApi>> {
  return openApi.parse(await (await fetch(url)).json());
}

const features = (names: readonly string[]): typeof irisModel => ({
  ...irisModel,
  signature: {
    inputs: {
      kind: "columns",
      columns: names.map((name) => ({ name, type: { kind: "scalar", type: "double" }, required: true })),
    },
    outputs: undefined,
    params: undefined,
  },
});

test("the document has the columns of the version that serves, and keeps none of the one before", async ({
  expect,
}) => {
  await using server = await startDescribedServer();
  const textAt = async (path: string): Promise<string> =>
    await (await fetch(`${server.baseUrl}${path}`)).text();
  server.serve({ iris: { "1": features(["old_feature"]) } });
  const before = await textAt("/openapi.json");
  server.serve({ iris: { "2": features(["new_feature"]) } });
  const [after, alone] = [await textAt("/openapi.json"), await textAt("/models/iris/openapi.json")];
  expect(before).toContain("old_feature");
  for (const text of [after, alone]) {
    expect(text).toContain("new_feature");
    expect(text).not.toContain("old_feature");
  }
});

test("versions that are served beside each other are told each by its own columns", async ({ expect }) => {
  await using server = await startDescribedServer();
  server.serve({ iris: { "m-2": features(["new_feature"]), "m-1": features(["old_feature"]) } });
  const { paths, components } = await documentAt(`${server.baseUrl}/openapi.json`);
  expect(paths).toMatchObject({
    "/models/iris/versions/m-2/predict": {
      post: { requestBody: { $ref: "#/components/requestBodies/iris.predict" } },
    },
    "/models/iris/versions/m-1/predict": {
      post: { requestBody: { $ref: "#/components/requestBodies/iris.vm-1.predict" } },
    },
    "/models/iris@of%20m-1/predict": {
      post: { requestBody: { $ref: "#/components/requestBodies/iris.vm-1.predict" } },
    },
  });
  expect(JSON.stringify(components.requestBodies["iris.predict"])).toContain("new_feature");
  expect(JSON.stringify(components.requestBodies["iris.vm-1.predict"])).toContain("old_feature");
});

test("at every process the document is that of the switch, with the version's example", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_PROCESSES: "3", SWITCHYARD_MODELS: "iris=models:/iris@previous" },
  });
  const versions = async (): Promise<ReadonlySet<string>> => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => askOnce(`${gateway.baseUrl}/openapi.json`)),
    );
    return new Set(
      answers.flatMap(({ text }) =>
        Object.keys(openApi.parse(JSON.parse(text)).paths).filter(isPinnedPredict),
      ),
    );
  };
  expect(await versions()).toEqual(new Set(["/models/iris/versions/1/predict"]));
  gateway.moveAlias("iris", "previous", "2");
  expect((await gateway.post("/models/iris/reload")).status).toBe(200);
  expect(await versions()).toEqual(new Set(["/models/iris/versions/2/predict"]));
  const { components } = await documentAt(`${gateway.baseUrl}/openapi.json`);
  const { example } = components.requestBodies["iris.predict"]?.content["application/json"] ?? {};
  expect(example).toEqual(Object.fromEntries(Object.keys(irisRow).map((name) => [name, expect.any(Number)])));
  expect((await gateway.post("/models/iris/predict", JSON.stringify(example))).status).toBe(200);
});

function isPinnedPredict(path: string): boolean {
  return /^\/models\/iris\/versions\/.*\/predict$/.test(path);
}

test("at a model's own port the document is of that model alone, with the paths of the root", async ({
  expect,
}) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-document-"));
  const file = join(directory.path, "switchyard.yaml");
  await writeFile(
    file,
    `models: { iris: { uri: "models:/iris@champion", port: 0 }, topic: models:/topic-classification/2 }`,
  );
  await using gateway = await startTestGateway({ env: { SWITCHYARD_CONFIG: file } });
  const own = gateway.modelUrl("iris");
  const { paths } = await documentAt(`${own}/openapi.json`);
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(["/invocations", "/predict", "/info", "/reload"]),
  );
  expect(Object.keys(paths).filter((path) => path.includes("topic"))).toEqual([]);
  expect((await fetch(`${own}/models/topic/openapi.json`)).status).toBe(404);
  const alone = await documentAt(`${own}/models/iris/openapi.json`);
  expect(Object.keys(alone.paths)).toContain("/models/iris/predict");
});

test("Swagger UI reads the document beside it, and nothing from elsewhere", async ({ expect }) => {
  await using server = await startDescribedServer();
  const page = await fetch(`${server.baseUrl}/docs/`);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self'; ");
  const html = await page.text();
  const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes = ""]) => attributes);
  expect(scripts.length).toBeGreaterThan(0);
  for (const attributes of scripts) expect(attributes).toMatch(/ src="\.\//);
  expect(html.replaceAll(/http:\/\/www\.w3\.org\/\S+/g, "")).not.toMatch(/https?:\/\//);
  const setup = await (await fetch(`${server.baseUrl}/docs/swagger-ui-init.js`)).text();
  expect(setup).toContain('"../openapi.json"');
});
