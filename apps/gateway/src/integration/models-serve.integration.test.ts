import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { parityModels } from "../parity/parity-models.ts";
import { ask } from "./answers.ts";
import { differences } from "../parity/differences.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { PythonSession } from "./python-session.ts";
import { requestsFor } from "./requests.ts";
import { sampleChampions } from "./samples.ts";
import { serveModel, startRegistry, type RunningMlflow } from "./testbed.ts";

const name = "iris";
const uri = `models:/${name}@champion`;
const champion = sampleChampions().find((each) => each.name === name);
const flags = ["--env-manager", "local", "--host", "127.0.0.1", "--port", "0"];
const command = (model: string): readonly string[] => ["models", "serve", "-m", model, ...flags];
/** Takes rows of two numbers, and parameters. */
const arrays = parityModels().find((each) => each.name === "params-ts")?.directory ?? "";
const requests = champion ? requestsFor(champion) : [];

const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
const rows = [
  [5.1, 3.5, 1.4, 0.2],
  [6.4, 3.2, 4.5, 1.5],
];
const frame = JSON.stringify(
  rows.map((row) => Object.fromEntries(row.map((each, at) => [columns[at], each]))),
);

/** What a client can tell of an answer that is no prediction. */
interface Told {
  readonly status: number;
  readonly allow: string | null;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly body: "nothing" | "newline" | "JSON" | "text";
}

/** Where we mean to answer otherwise. */
const intended: Readonly<Record<string, Partial<Told>>> = {
  // Load balancers ask so.
  "HEAD /ping": { status: 200, allow: null, body: "nothing" },
  "HEAD /health": { status: 200, allow: null, body: "nothing" },
  "HEAD /version": { status: 200, allow: null, body: "nothing" },
  // It says how the model is; MLflow's clients look at the status.
  "GET /health": { body: "JSON" },
  // The first page for a person.
  "GET /": { status: 200, contentType: "text/html", body: "text" },
  // `GET /info` and `POST /reload` are ours.
  "GET /info": { status: 200 },
};
const asked = ["/ping", "/health", "/version", "/invocations"].flatMap((path) =>
  ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"].map((method) => `${method} ${path}`),
);
const slashes = [
  "GET /ping/",
  "GET /health/",
  "GET /version/",
  "POST /invocations/",
  "GET /invocations/?x=1",
];
const unknown = [
  "GET /",
  "GET /info",
  "GET /nowhere",
  "POST /nowhere",
  "POST /invocations/x",
  "GET /ping/x",
  "GET /pin",
];

/** A real `mlflow models serve` and ours, of the same model and with the same flags. */
describe("models serve", () => {
  let registry: RunningMlflow;
  let original: RunningMlflow;
  let ours: GatewayProcess;
  let originalOfArrays: RunningMlflow;
  let oursOfArrays: GatewayProcess;
  let cache: Awaited<ReturnType<typeof mkdtempDisposable>>;
  let session: PythonSession;
  beforeAll(async () => {
    cache = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
    registry = await startRegistry();
    const env = { MLFLOW_TRACKING_URI: registry.url, SWITCHYARD_CACHE_DIR: cache.path };
    [original, ours, originalOfArrays, oursOfArrays, session] = await Promise.all([
      serveModel(uri, registry),
      GatewayProcess.start(env, command(uri)),
      serveModel(arrays, registry),
      GatewayProcess.start(env, command(arrays)),
      PythonSession.start(registry.url),
    ]);
  });
  afterAll(async () => {
    await session[Symbol.asyncDispose]();
    await oursOfArrays[Symbol.asyncDispose]();
    await originalOfArrays[Symbol.asyncDispose]();
    await ours[Symbol.asyncDispose]();
    await original[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
    await cache.remove();
  });

  test.for([...asked, ...slashes, ...unknown].filter((each) => each !== "POST /invocations"))(
    "answers %s as MLflow does",
    async (line, { expect }) => {
      const expected = await tell(original.url, line);
      // A path that MLflow answers with GET is answered with HEAD, too.
      const allow = expected.allow === "GET" ? "GET, HEAD" : expected.allow;
      expect(await tell(ours.url, line)).toEqual({ ...expected, allow, ...intended[line] });
    },
  );

  test.for(requests)("answers an invocation as MLflow does: $name", async (request, { expect }) => {
    const [found, expected] = await Promise.all([
      ask(`${ours.url}/invocations`, request),
      ask(`${original.url}/invocations`, request),
    ]);
    const errorCode = expected.errorCode === undefined ? undefined : found.errorCode;
    expect(differences({ ...found, errorCode }, expected)).toEqual([]);
  });

  test("follows a redirect with its body, as MLflow's do", async ({ expect }) => {
    const [request] = requests;
    if (!request) throw new Error("no request");
    const [found, expected] = await Promise.all([
      ask(`${ours.url}/invocations/`, request),
      ask(`${original.url}/invocations/`, request),
    ]);
    expect(found).toEqual(expected);
    expect(found.status).toBe(200);
  });

  test("MLflow's scoring client finds it ready, and a version", async ({ expect }) => {
    expect(await session.run("ready", ours.url)).toBe("0.1.0");
    expect(await session.run("ready", original.url)).toMatch(/^3\./);
  });

  test.for([
    ["frame", frame, "null"],
    ["frame", frame, '{"temperature": 0.5}'],
    ["list", frame, "null"],
    ["text", JSON.stringify(champion?.example), "null"],
    ["text", JSON.stringify(JSON.stringify({ dataframe_split: { columns, data: rows } })), "null"],
  ] as const)("MLflow's scoring client is answered alike: %s %s %s", async (given, { expect }) => {
    const [found, expected] = [
      await session.run("score", ours.url, ...given),
      await session.run("score", original.url, ...given),
    ];
    expect(JSON.parse(found)).toEqual(JSON.parse(expected));
    expect(found).toContain("setosa");
  });

  test.for([
    ["array", "[[1.5, -2], [0.1, 3e10]]", "null"],
    ["array", "[[1, 2]]", '{"integer": 3, "doubles": [0.5]}'],
    ["list", "[[1.5, -2]]", "null"],
    ["list", "[[1.5, -2], [3, 4]]", '{"string": "é", "nobody": 1}'],
    ["text", JSON.stringify('{"inputs": [[1, 2]]}'), "null"],
  ] as const)(
    "MLflow's scoring client is answered alike by a model of arrays: %s %s %s",
    async (given, { expect }) => {
      const found = await session.run("score", oursOfArrays.url, ...given);
      const expected = await session.run("score", originalOfArrays.url, ...given);
      expect(JSON.parse(found)).toEqual(JSON.parse(expected));
      expect(found).toContain("predictions");
    },
  );

  test.for([
    ["array", JSON.stringify(rows), "null"],
    ["list", '["a"]', "null"],
  ] as const)("MLflow's scoring client is refused alike: %s %s %s", async (given, { expect }) => {
    const refusals = await Promise.all(
      [ours, original].map(async ({ url }) => await refusalOf(() => session.run("score", url, ...given))),
    );
    expect(refusals).toEqual([expect.stringContaining("400"), expect.stringContaining("400")]);
  });
});

async function refusalOf(action: () => Promise<string>): Promise<string> {
  try {
    return await action();
  } catch (thrown) {
    return String(thrown);
  }
}

async function tell(url: string, line: string): Promise<Told> {
  const [method = "", path = ""] = line.split(" ");
  const response = await fetch(`${url}${path}`, { method, redirect: "manual" });
  const text = await response.text();
  const location = response.headers.get("location");
  return {
    status: response.status,
    allow: response.headers.get("allow"),
    contentType: response.headers.get("content-type")?.split(";")[0] ?? null,
    location: location === null ? null : pathOf(new URL(location, url)),
    body: text === "" ? "nothing" : text === "\n" ? "newline" : kindOf(text),
  };
}

function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

function kindOf(text: string): "JSON" | "text" {
  return /^[[{]/.test(text) ? "JSON" : "text";
}
