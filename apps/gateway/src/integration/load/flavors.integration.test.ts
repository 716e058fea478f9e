import { readFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { kindOf, reportOf } from "../../parity/report.ts";
import { runParity, type AskedGateway, type Comparison } from "../../parity/run-parity.ts";
import { flavorTable, type FlavorRow } from "../flavor-table.ts";
import { registerFlavors, writeFlavors, type FlavorModel, type Flavors } from "../flavors.ts";
import { GatewayProcess } from "../gateway-process.ts";
import { requestsPerSecond } from "../speed.ts";
import { startRegistry } from "../testbed.ts";

/** One of each kind of those that `scripts/testbed/flavors` makes. */
const names = [
  "iris-logistic",
  "wine-forest",
  "reviews-logistic",
  "iris-xgboost",
  "customers-lightgbm",
  "iris-catboost",
  "iris-torch",
  "stripes-torch",
  "diabetes-ols",
  "params",
  "hinted",
  "crashing",
] as const;

const described = z.object({
  runtime: z.string(),
  compilation: z.object({
    status: z.enum(["compiled", "refused", "off"]),
    reason: z.string().optional(),
    converter: z.string().optional(),
    verification: z.object({ rows: z.number(), largest_error: z.number() }).optional(),
  }),
});
type Described = z.infer<typeof described>;

/** A real MLflow and the gateway are asked the same of models of many flavors, in Python and compiled. */
describe("models of other flavors", () => {
  let flavors: Flavors;
  let comparisons: readonly Comparison[];
  const inPython = new Map<string, Described>();
  const compiled = new Map<string, Described>();

  beforeAll(async () => {
    flavors = await writeFlavors(names);
    await using cache = await mkdtempDisposable(join(tmpdir(), "switchyard-flavors-"));
    await using registry = await startRegistry();
    await registerFlavors(flavors, registry.url);
    const env = {
      MLFLOW_TRACKING_URI: registry.url,
      SWITCHYARD_ARTIFACTS_DESTINATION: "",
      SWITCHYARD_PYTHON: flavors.python,
      SWITCHYARD_CACHE_DIR: cache.path,
      SWITCHYARD_MAX_CONCURRENT_LOADS: "4",
    };
    const speeds: Speeds[] = [];
    const measure = async (urlOf: (name: string) => string, warmUp = 0): Promise<void> =>
      void speeds.push(await speedsOf(flavors.models, urlOf, warmUp));
    comparisons = await runParity({
      models: flavors.models,
      modes: [
        { name: "Python", env: { ...env, SWITCHYARD_COMPILE: "off", SWITCHYARD_JSON: "strict" } },
        { name: "compiled", env: { ...env, SWITCHYARD_COMPILE: "auto", SWITCHYARD_JSON: "python" } },
      ],
      seed: 1,
      runs: 1,
      python: flavors.python,
      tolerance: 1e-5,
      onProgress: () => undefined,
      start: async (variables) => await startApart(variables, flavors.models),
      onAsked: async ({ baseUrl }, { name }) => {
        const isCompiled = name === "compiled";
        await look(baseUrl, flavors.models, isCompiled ? compiled : inPython);
        await measure((model) => `${baseUrl}/models/${model}`, isCompiled ? 1 : 0);
      },
      onMlflow: async (url) => await measure((model) => `${url}/${model}`),
    });
    const rows = flavors.models.map((model) => rowOf(model, compiled.get(model.name), speeds));
    process.stdout.write(flavorTable(rows));
  }, 900_000);
  afterAll(async () => await flavors[Symbol.asyncDispose]());

  test.for(names)("%s answers as MLflow does, in Python and compiled", (name, { expect }) => {
    const own = comparisons.filter(({ model }) => model === name);
    const different = own.filter((each) => kindOf(each) === "different");
    expect(own.length).toBeGreaterThanOrEqual(40);
    expect(different.length, reportOf(different)).toBe(0);
  });

  test.for(names)("%s is compiled where it can be, and tells why where it is not", (name, { expect }) => {
    const model = flavors.models.find((each) => each.name === name);
    expect(inPython.get(name)).toMatchObject({ compilation: { status: "off" } });
    const { runtime, compilation } = described.parse(compiled.get(name));
    expect(compilation.status, compilation.reason).toBe(model?.compiles ? "compiled" : "refused");
    expect(runtime).toMatch(model?.compiles ? /^onnxruntime$/ : /^python 3/);
    if (model?.compiles) expect(compilation.verification?.rows).toBeGreaterThanOrEqual(1000);
    else expect(compilation.reason).toMatch(/\w{3}/);
  });

  test("models of six flavors were compared", ({ expect }) => {
    expect(new Set(flavors.models.map(({ flavor }) => flavor)).size).toBeGreaterThanOrEqual(6);
    expect(flavors.models.length).toBe(names.length);
  });
});

/** Requests a second by the names of models. */
type Speeds = ReadonlyMap<string, number>;

/** A gateway in a process of its own, so that what asks does not take its time. */
async function startApart(
  env: Readonly<Record<string, string>>,
  models: readonly FlavorModel[],
): Promise<AskedGateway> {
  const gateway = await GatewayProcess.start(env);
  for (const { name } of models) await untilReady(`${gateway.url}/models/${name}`);
  return { baseUrl: gateway.url, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() };
}

/** Keeps what a gateway says of each model. */
async function look(
  baseUrl: string,
  models: readonly FlavorModel[],
  seen: Map<string, Described>,
): Promise<void> {
  for (const { name } of models)
    seen.set(name, described.parse(await (await fetch(`${baseUrl}/models/${name}`)).json()));
}

/** A model that is ready answers 200. */
async function untilReady(url: string): Promise<void> {
  while ((await fetch(`${url}/health`)).status !== 200) await delay(100);
}

async function speedsOf(
  models: readonly FlavorModel[],
  urlOf: (name: string) => string,
  warmUp: number,
): Promise<Speeds> {
  const speeds = new Map<string, number>();
  for (const { name, directory } of models) {
    const body = readFileSync(join(directory, "serving_input_example.json"), "utf8");
    speeds.set(name, await requestsPerSecond({ url: `${urlOf(name)}/invocations`, body, warmUp }));
  }
  return speeds;
}

function rowOf(
  { name, flavor }: FlavorModel,
  seen: Described | undefined,
  speeds: readonly Speeds[],
): FlavorRow {
  const { converter, verification } = seen?.compilation ?? {};
  const [python = 0, native = 0, mlflow = 0] = speeds.map((each) => each.get(name));
  return { name, flavor, converter, error: verification?.largest_error, mlflow, python, native };
}
