import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, test } from "vitest";
import { irisSplit } from "../testing/bodies.ts";
import { pythonOnlyIris } from "../testing/python-only-iris.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { installTestbed } from "./testbed.ts";

const iris = "/models/iris/invocations";
const home = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
const model = await pythonOnlyIris();
afterAll(async () => {
  await model[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

/** The machine's environment, with or without uv on its path; packages come from the testbed's cache. */
async function environment(hasUv: boolean): Promise<Readonly<Record<string, string | undefined>>> {
  const testbed = dirname(dirname(dirname(await installTestbed())));
  const path = hasUv ? [join(testbed, "uv/bin"), process.env["PATH"]] : ["/usr/bin", "/bin"];
  return {
    ...process.env,
    PATH: path.join(delimiter),
    UV_CACHE_DIR: join(testbed, "uv-cache"),
    UV_PYTHON_INSTALL_DIR: join(testbed, "python"),
    UV_SYSTEM_CERTS: "true",
  };
}

interface Started extends AsyncDisposable {
  readonly gateway: TestGateway;
  readonly steps: readonly string[];
}

async function started(hasUv = true, directory = model.path): Promise<Started> {
  const steps: string[] = [];
  const env = { SWITCHYARD_MODELS: `iris=${directory}`, SWITCHYARD_PYTHON: "uv" };
  const gateway = await startTestGateway({
    env,
    directory: home.path,
    environment: await environment(hasUv),
    events: { modelPrepared: (_, step) => void steps.push(step) },
  });
  return { gateway, steps, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() };
}

test("without uv the reason says where to get it", async ({ expect }) => {
  await using none = await started(false);
  const answer = await none.gateway.post(iris, irisSplit);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining("uv cannot be started") });
});

test("a model that asks for what there is not says what uv said", async ({ expect }) => {
  await using other = await pythonOnlyIris();
  await writeFile(join(other.path, "requirements.txt"), "scikit-learn==0.0.99\n");
  await using none = await started(true, other.path);
  const answer = await none.gateway.post(iris, irisSplit);
  expect(await answer.json()).toMatchObject({
    message: expect.stringMatching(/uv pip ended with 1: .*scikit-learn==0\.0\.99/s),
  });
});

test("what a model asks for is built once, with progress, and what converts it; then none is needed", async ({
  expect,
}) => {
  {
    await using first = await started();
    expect(await (await first.gateway.post(iris, irisSplit)).json()).toEqual({ predictions: ["setosa"] });
    expect(await (await first.gateway.get("/models/iris")).json()).toMatchObject({
      runtime: "onnxruntime",
      compilation: { status: "compiled", converter: expect.stringContaining("skl2onnx") },
    });
    const built = first.steps.filter((step) => step.startsWith("building a Python environment"));
    expect(built).toEqual([expect.stringContaining("Python 3.11"), expect.stringContaining("Python 3.11")]);
    expect(first.steps.filter((step) => step.startsWith("uv: Installed")).length).toBe(2);
  }
  const again = await started();
  expect(await (await again.gateway.post(iris, irisSplit)).json()).toEqual({ predictions: ["setosa"] });
  expect(again.steps).toEqual([]);
  await again[Symbol.asyncDispose]();
  await using without = await started(false);
  expect(await (await without.gateway.post(iris, irisSplit)).json()).toEqual({ predictions: ["setosa"] });
}, 400_000);
