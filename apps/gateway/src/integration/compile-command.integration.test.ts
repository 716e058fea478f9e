import { glob, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { recordFile } from "../companions/companion-record.ts";
import { fileDigest } from "../companions/file-digest.ts";
import { pythonOnlyIris } from "../testing/python-only-iris.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { CompileModels, run, type Finished } from "./compile-models.ts";

const noPython = "/nowhere/python";
const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
const rows = [
  [5.1, 3.5, 1.4, 0.2],
  [5.05, 3.5, 1.4, 0.2],
  [6.4, 3.2, 4.5, 1.5],
  [6.3, 3.3, 6, 2.5],
];
const body = JSON.stringify({ dataframe_split: { columns, data: rows } });
const right = { predictions: ["setosa", "setosa", "versicolor", "virginica"] };
const view = z.object({ compilation: z.object({ verification: z.object({ rows: z.number() }) }) });

const loadWithMlflow = `
import json, sys, mlflow, pandas as pd
told = json.loads(sys.argv[2])["dataframe_split"]
model = mlflow.pyfunc.load_model(sys.argv[1])
print(json.dumps({"predictions": list(model.predict(pd.DataFrame(told["data"], columns=told["columns"])))}))
`;

/** A gateway that serves these directories, and answers of them. */
async function serve(
  models: Readonly<Record<string, string>>,
  python: string,
  directory?: string,
): Promise<TestGateway> {
  const named = Object.entries(models).map(([name, path]) => `${name}=${path}`);
  const env = { SWITCHYARD_MODELS: named.join(), SWITCHYARD_PYTHON: python };
  return await startTestGateway({ env, ...(directory === undefined ? {} : { directory }) });
}

async function answerOf(gateway: TestGateway, name: string): Promise<unknown> {
  return await (await gateway.post(`/models/${name}/invocations`, body)).json();
}

async function viewOf(gateway: TestGateway, name: string): Promise<unknown> {
  return await (await gateway.get(`/models/${name}`)).json();
}

describe("models compile", () => {
  let models: CompileModels;
  let iris: Awaited<ReturnType<typeof pythonOnlyIris>>;
  let compiled: Finished;
  beforeAll(async () => {
    [models, iris] = await Promise.all([CompileModels.write(), pythonOnlyIris()]);
    [compiled] = await Promise.all([
      models.compile(iris.path, "--out", models.pathOf("iris")),
      models.compile(models.pathOf("tree"), "--out", models.pathOf("compiled-tree")),
    ]);
  });
  afterAll(async () => {
    await iris[Symbol.asyncDispose]();
    await models[Symbol.asyncDispose]();
  });

  test("says how the companion was proven and where it is, and nothing else", ({ expect }) => {
    expect(compiled.code, compiled.stderr).toBe(0);
    const [proof, ...others] = compiled.stdout.split("\n");
    expect(proof).toMatch(
      /: compiled by skl2onnx [\d.]+; \d{4} rows in \d+ requests answered alike, largest difference \d/,
    );
    expect(others).toEqual([models.pathOf("iris"), ""]);
  });

  test("the directory is the whole model", async ({ expect }) => {
    const names = await readdir(models.pathOf("iris"));
    expect(names).toEqual(expect.arrayContaining(await readdir(iris.path)));
    expect(names).toEqual(expect.arrayContaining(["model.onnx", recordFile]));
  });

  test("a gateway without Python serves it natively, and shows its proof", async ({ expect }) => {
    await using gateway = await serve(
      { iris: models.pathOf("iris"), tree: models.pathOf("compiled-tree") },
      noPython,
    );
    for (const name of ["iris", "tree"]) {
      expect(await answerOf(gateway, name)).toEqual(right);
      const shown = await viewOf(gateway, name);
      expect(shown).toMatchObject({
        runtime: "onnxruntime",
        compilation: {
          status: "compiled",
          converter: expect.stringContaining("skl2onnx"),
          verification: { differing: 0 },
        },
      });
      expect(view.parse(shown).compilation.verification.rows).toBeGreaterThanOrEqual(1000);
    }
  });

  test("MLflow still loads it, and answers the same", async ({ expect }) => {
    const loaded = await run(models.python, ["-c", loadWithMlflow, models.pathOf("iris"), body]);
    expect(JSON.parse(loaded.stdout)).toEqual(right);
  });

  test("a model that has no companion says why: exit code 1", async ({ expect }) => {
    const out = models.pathOf("nothing");
    const { code, stdout } = await models.compile(models.pathOf("own"), "--out", out);
    expect(code).toBe(1);
    expect(stdout).toMatch(/is not compiled: skl2onnx [\d.]+ cannot convert Own/);
    expect(await readdir(models.directory)).not.toContain("nothing");
  });

  describe("a graph that was changed after it was compiled", () => {
    let changed: Readonly<Record<string, string>>;
    beforeAll(async () => {
      changed = {
        coefficient: await models.changed("iris", "coefficient"),
        threshold: await models.changed("compiled-tree", "threshold"),
        label: await models.changed("compiled-tree", "label"),
      };
    });

    test("is not served where there is no Python to compare it with", async ({ expect }) => {
      await using gateway = await serve(changed, noPython);
      for (const name of Object.keys(changed)) {
        expect((await gateway.post(`/models/${name}/invocations`, body)).status).toBe(503);
        expect(await viewOf(gateway, name)).toMatchObject({
          status: "failed",
          reason: expect.stringContaining(noPython),
        });
      }
    });

    test("is found out, also where it is right for most rows, and Python answers", async ({ expect }) => {
      await using gateway = await serve(changed, models.python);
      for (const name of Object.keys(changed)) {
        expect(await answerOf(gateway, name)).toEqual(right);
        expect(await viewOf(gateway, name), name).toMatchObject({
          runtime: expect.stringMatching(/^python 3/),
          compilation: {
            status: "refused",
            reason: expect.stringMatching(/^the graph was changed after it was compiled, and .* otherwise/),
            verification: {
              worst: {
                request: expect.stringContaining("petal_length"),
                path: expect.stringContaining("predictions"),
                found: expect.any(String),
                expected: expect.any(String),
              },
            },
          },
        });
      }
    });
  });

  test("a companion in the cache that was changed is made anew", async ({ expect }) => {
    // The gateway shares the cache of the command that compiled it.
    const graph = await cachedGraph(models, "compiled-tree");
    await models.changeGraph(graph, "label");
    const changed = await fileDigest(graph);
    await using gateway = await serve({ tree: models.pathOf("tree") }, models.python, models.directory);
    expect(await answerOf(gateway, "tree")).toEqual(right);
    expect(await viewOf(gateway, "tree")).toMatchObject({
      runtime: "onnxruntime",
      compilation: { status: "compiled" },
    });
    expect(await fileDigest(graph)).not.toBe(changed);
  });
});

/** The graph in the cache that was copied to a directory. */
async function cachedGraph(models: CompileModels, name: string): Promise<string> {
  const digest = await fileDigest(join(models.pathOf(name), "model.onnx"));
  const graphs = await Array.fromAsync(glob(join(models.pathOf("cache"), "companions/*/model.onnx")));
  const digests = await Promise.all(graphs.map(fileDigest));
  return graphs[digests.indexOf(digest)] ?? "none is in the cache";
}
