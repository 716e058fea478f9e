import { readFile } from "node:fs/promises";
import { Agent } from "node:http";
import { join } from "node:path";
import { dataTypes } from "@switchyard/core";
import { parseManifest } from "@switchyard/registry-client";
import { z } from "zod";
import { serveModels } from "../integration/testbed.ts";
import { startTestGateway } from "../testing/test-gateway.ts";
import { answerOf, answersOf, type Answer } from "./ask.ts";
import { judge, type Verdict } from "./judge.ts";
import type { ParityModel } from "./parity-models.ts";
import { parquetRequest } from "./requests/parquet.ts";
import type { ParityRequest } from "./requests/parity-request.ts";
import { requestsFor, type DescribedModel } from "./requests/requests-for.ts";

/** How the gateway is set up. */
export interface Mode {
  readonly name: string;
  /** The gateway's variables. */
  readonly env: Readonly<Record<string, string>>;
}

/** How the gateway is asked. */
export interface Setting {
  readonly mode: string;
  readonly concurrency: number;
}

/** One request to one model: what both answered, in every setting. */
export interface Comparison {
  readonly model: string;
  readonly request: ParityRequest;
  readonly expected: Answer;
  readonly found: readonly {
    readonly setting: Setting;
    readonly answer: Answer;
    readonly verdict: Verdict;
  }[];
}

/** A gateway that is asked, and ends when it is disposed. */
export interface AskedGateway extends AsyncDisposable {
  readonly baseUrl: string;
}

export interface ParityOptions {
  readonly models: readonly ParityModel[];
  readonly modes: readonly Mode[];
  readonly seed: number;
  readonly runs: number;
  /** The interpreter that MLflow runs in; the testbed's when it is left out. */
  readonly python?: string;
  /** How far floats may be apart, as a part of themselves: a millionth when it is left out. */
  readonly tolerance?: number;
  readonly onProgress: (text: string) => void;
  /** Starts a gateway with these variables; one within this process when it is left out. */
  readonly start?: (env: Mode["env"]) => Promise<AskedGateway>;
  /** Hears of each gateway, once it has been asked. */
  readonly onAsked?: (gateway: AskedGateway, mode: Mode, models: readonly ParityModel[]) => Promise<void>;
  /** Hears of MLflow in the end: each model's server is at its name below this address. */
  readonly onMlflow?: (url: string) => Promise<void>;
}

/** Native models, in processes and in threads; each dialect is tried in one of the modes. */
export const nativeModes: readonly Mode[] = [
  {
    name: "process isolation (json: strict)",
    env: { SWITCHYARD_ISOLATION: "process", SWITCHYARD_JSON: "strict", SWITCHYARD_WORKERS: "0" },
  },
  {
    name: "thread isolation (json: python)",
    env: { SWITCHYARD_ISOLATION: "thread", SWITCHYARD_JSON: "python", SWITCHYARD_WORKERS: "0" },
  },
];
/** The same models in Python, as if they had no graph. */
export function pythonModes(python: string): readonly Mode[] {
  const env = { SWITCHYARD_RUNTIME: "python", SWITCHYARD_PYTHON: python, SWITCHYARD_COMPILE: "off" };
  return [
    { name: "Python (json: strict)", env: { ...env, SWITCHYARD_JSON: "strict" } },
    { name: "Python (json: python)", env: { ...env, SWITCHYARD_JSON: "python" } },
  ];
}

const concurrencies = [1, 32] as const;
/** So many at a time are loaded, that a laptop has room for them. */
const groupSize = 20;

/** Asks a real MLflow and the gateway the same, of every model, in every mode, alone and many at once. */
export async function runParity(options: ParityOptions): Promise<readonly Comparison[]> {
  const { models, python, onProgress } = options;
  onProgress(`starting MLflow with ${models.length} models`);
  await using mlflow = await serveModels(models, python);
  const comparisons: Comparison[] = [];
  for (let start = 0; start < models.length; start += groupSize) {
    const group = models.slice(start, start + groupSize);
    onProgress(`models ${start + 1} to ${start + group.length} of ${models.length}`);
    comparisons.push(...(await compareGroup(group, { ...options, mlflow: mlflow.url })));
  }
  await options.onMlflow?.(mlflow.url);
  return comparisons;
}

interface GroupOptions extends ParityOptions {
  readonly mlflow: string;
}

async function compareGroup(
  group: readonly ParityModel[],
  options: GroupOptions,
): Promise<readonly Comparison[]> {
  const all = new Map<string, readonly Asked[]>();
  for (const mode of options.modes) {
    await using gateway = await startGatewayOf(group, mode, options);
    for (const model of group) {
      const asked = all.get(model.name) ?? (await askMlflow(model, gateway, options));
      all.set(model.name, asked);
      for (const concurrency of concurrencies)
        await askGateway(asked, { gateway, tolerance: options.tolerance }, { mode: mode.name, concurrency });
    }
    await options.onAsked?.(gateway, mode, group);
  }
  return [...all.values()].flat();
}

/** A comparison to which answers are added. */
type Asked = Comparison & { readonly found: Comparison["found"][number][] };

async function askMlflow(
  model: ParityModel,
  gateway: AskedGateway,
  options: GroupOptions,
): Promise<readonly Asked[]> {
  // No connection is kept: uvicorn closes those that it has just answered an error on.
  using agent = new DisposableAgent();
  const requests = await requestsTo(model, gateway, options);
  const url = `${options.mlflow}/${model.name}/invocations`;
  const answers = await answersOf(requests, 4, (request) => answerOf(url, request, agent));
  return requests.flatMap((request, index) => {
    const expected = answers[index];
    return expected ? [{ model: model.name, request, expected, found: [] }] : [];
  });
}

async function requestsTo(
  model: ParityModel,
  gateway: AskedGateway,
  { mlflow, seed, runs }: GroupOptions,
): Promise<readonly ParityRequest[]> {
  if (!model.small) return model.requests;
  const { requests, tables } = requestsFor(await describe(gateway, model), { seed, runs });
  const files = await Promise.all(tables.map((table) => parquetRequest(mlflow, table)));
  return [...model.requests, ...requests, ...files.filter((file) => file !== undefined)];
}

interface Asking {
  readonly gateway: AskedGateway;
  readonly tolerance: number | undefined;
}

async function askGateway(
  asked: readonly Asked[],
  { gateway, tolerance }: Asking,
  setting: Setting,
): Promise<void> {
  using agent = new DisposableAgent({ keepAlive: true });
  const answers = await answersOf(asked, setting.concurrency, ({ model, request }) =>
    answerOf(`${gateway.baseUrl}/models/${model}/invocations`, request, agent),
  );
  for (const [index, answer] of answers.entries()) {
    const comparison = asked[index];
    if (!comparison) continue;
    const verdict = judge({ ...comparison, found: answer, tolerance });
    comparison.found.push({ setting, answer, verdict });
  }
}

class DisposableAgent extends Agent {
  [Symbol.dispose](): void {
    this.destroy();
  }
}

async function startGatewayOf(
  models: readonly ParityModel[],
  { env }: Mode,
  { start = startWithin }: ParityOptions,
): Promise<AskedGateway> {
  const named = models.map(({ name, directory, uri }) => `${name}=${uri ?? directory}`).join(",");
  return await start({ SWITCHYARD_MODELS: named, ...env });
}

async function startWithin(env: Mode["env"]): Promise<AskedGateway> {
  return await startTestGateway({ env });
}

const details = z.object({
  inputs: z
    .array(z.object({ name: z.string(), dtype: z.enum(dataTypes), shape: z.array(z.number()) }))
    .default([]),
});

/** A model that could not be loaded has no inputs; it answers no request then. */
async function describe(gateway: AskedGateway, { name, directory }: ParityModel): Promise<DescribedModel> {
  const response = await fetch(`${gateway.baseUrl}/models/${name}`);
  const { inputs } = details.parse(await response.json());
  const { signature } = parseManifest(await readFile(join(directory, "MLmodel"), "utf8"));
  return { name, signature, inputs };
}
