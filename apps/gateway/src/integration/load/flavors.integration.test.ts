import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import type { ParityModel } from "../../parity/parity-models.ts";
import { kindOf, reportOf } from "../../parity/report.ts";
import { runParity, type Comparison } from "../../parity/run-parity.ts";
import type { TestGateway } from "../../testing/test-gateway.ts";
import { registerFlavors, writeFlavors, type FlavorModel, type Flavors } from "../flavors.ts";
import { requestsPerSecond } from "../speed.ts";
import { startRegistry } from "../testbed.ts";

/** One of each kind: `npm run test:parity -- --flavors` asks all there are. */
const names = [
  "iris-logistic",
  "wine-forest",
  "diabetes-gaps",
  "customers-logistic",
  "reviews-logistic",
  "iris-clusters",
  "iris-probabilities",
  "diabetes-xgboost",
  "iris-xgboost",
  "customers-lightgbm",
  "iris-catboost",
  "iris-torch",
  "stripes-torch",
  "diabetes-ols",
  "params",
  "hinted",
  "crashing",
  "slow",
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

function readDescribed(body: unknown, place: string): Described {
  const parsed = described.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Error(`${place}: ${JSON.stringify(body)}`);
}

const sides = ["MLflow", "Python", "compiled"] as const;
type Side = (typeof sides)[number];

/** A real MLflow and the gateway are asked the same of models of many flavors, in Python and compiled. */
describe("models of other flavors", () => {
  let flavors: Flavors;
  let comparisons: readonly Comparison[];
  const seen = new Map<string, Described>();
  const speeds = new Map<string, number>();

  const look = async (
    gateway: TestGateway,
    { side, models }: { readonly side: Side; readonly models: readonly ParityModel[] },
  ): Promise<void> => {
    for (const { name, directory } of models) {
      const response = await gateway.get(`/models/${name}`);
      seen.set(`${name} ${side}`, readDescribed(await response.json(), `${name} ${side}`));
      await measure(name, side, { url: `${gateway.baseUrl}/models/${name}/invocations`, directory });
    }
  };
  const measure = async (
    name: string,
    side: Side,
    { url, directory }: { readonly url: string; readonly directory: string },
  ): Promise<void> => {
    speeds.set(
      `${name} ${side}`,
      await requestsPerSecond({
        url,
        body: readFileSync(join(directory, "serving_input_example.json"), "utf8"),
      }),
    );
  };

  beforeAll(async () => {
    flavors = await writeFlavors(names);
    await using registry = await startRegistry();
    await registerFlavors(flavors, registry.url);
    const env = {
      MLFLOW_TRACKING_URI: registry.url,
      SWITCHYARD_ARTIFACTS_DESTINATION: "",
      SWITCHYARD_PYTHON: flavors.python,
    };
    comparisons = await runParity({
      models: flavors.models,
      modes: [
        { name: "Python", env: { ...env, SWITCHYARD_COMPILE: "off", SWITCHYARD_JSON: "strict" } },
        { name: "compiled", env: { ...env, SWITCHYARD_COMPILE: "auto", SWITCHYARD_JSON: "python" } },
      ],
      seed: 1,
      runs: 3,
      python: flavors.python,
      tolerance: 1e-5,
      onProgress: () => undefined,
      onAsked: async (gateway, { name }, models) =>
        await look(gateway, { side: name === "compiled" ? "compiled" : "Python", models }),
      onMlflow: async (url) => {
        for (const { name, directory } of flavors.models)
          await measure(name, "MLflow", { url: `${url}/${name}/invocations`, directory });
      },
    });
    process.stdout.write(`${table(flavors.models, seen, speeds).join("\n")}\n`);
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
    expect(seen.get(`${name} Python`)).toMatchObject({ compilation: { status: "off" } });
    const { runtime, compilation } = described.parse(seen.get(`${name} compiled`));
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

/** What compiled, how alike the two are, and how fast all three. */
function table(
  models: readonly FlavorModel[],
  seen: ReadonlyMap<string, Described>,
  speeds: ReadonlyMap<string, number>,
): readonly string[] {
  const rows = models.map(({ name, flavor }) => {
    const { compilation } = seen.get(`${name} compiled`) ?? {};
    const { converter = compilation?.status ?? "", verification } = compilation ?? {};
    const error = verification?.largest_error.toExponential(0) ?? "";
    const each = sides.map((side) => speeds.get(`${name} ${side}`) ?? Number.NaN);
    const ratio = (speed = Number.NaN): string => `${(speed / (each[0] ?? 1)).toFixed(0)}x`;
    return [
      name,
      flavor,
      converter,
      error,
      ...each.map((speed) => speed.toFixed(0)),
      ratio(each[1]),
      ratio(each[2]),
    ];
  });
  const all = [["model", "flavor", "companion", "error", ...sides, "", ""], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
