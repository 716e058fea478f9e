import { Agent } from "node:http";
import { afterAll, beforeAll, describe, test } from "vitest";
import { answerOf, answersOf, type Answer } from "../parity/ask.ts";
import { judge } from "../parity/judge.ts";
import { jsonRequest, type ParityRequest } from "../parity/requests/parity-request.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { PythonModels } from "./python-worker-models.ts";
import { installTestbed, serveModels, type RunningMlflow } from "./testbed.ts";

const models: PythonModels = await PythonModels.write();

const json = (name: string, body: unknown): ParityRequest =>
  jsonRequest("forms", name, typeof body === "string" ? body : JSON.stringify(body));
const split = (columns: readonly string[], ...data: readonly unknown[]): unknown => ({
  dataframe_split: { columns, data },
});
const csv = (body: string): ParityRequest => ({
  category: "csv",
  name: "csv",
  contentType: "text/csv",
  body,
});

const tables = [
  split(["x", "n"], [1.5, 2], [2, 3]),
  split(["x", "n"], [1, 2]),
  split(["n", "x"], [2, 1.5]),
  split(["x", "n", "extra"], [1.5, 2, "y"]),
  split(["x"], [1.5]),
  split(["x", "n"], [null, 2]),
  split(["x", "n"], ["1.5", 2]),
  split(["x", "n"], ["a", 2]),
  '{"dataframe_split":{"columns":["x","n"],"data":[[1e400,2]]}}',
  split(["x", "n"], [1.5, 2.5]),
  '{"dataframe_split":{"columns":["x","n"],"data":[[1.5,9223372036854775808]]}}',
  split(["x", "n"], [true, 2]),
  split(["x", "n"]),
  { dataframe_split: { data: [[1.5, 2]] } },
  { dataframe_split: { columns: ["x", "n"], index: [7], data: [[1.5, 2]] } },
  {
    dataframe_records: [
      { x: 1.5, n: 2 },
      { n: 2, x: 3 },
    ],
  },
  { dataframe_records: [{ x: 1.5, n: 2 }, { x: 3 }] },
  { dataframe_records: [] },
  { instances: [{ x: 1.5, n: 2 }] },
  { instances: [[1.5, 2]] },
  { inputs: { x: [1.5, 2], n: [2, 3] } },
  { inputs: { x: 1.5, n: 2 } },
  { inputs: [[1.5, 2]], params: { factor: 2 } },
  { inputs: 5 },
  { messages: [{ role: "user", content: "hi" }] },
  { input: "text" },
  {},
  [],
  "{",
  '"text"',
].map((body, index) => json(`table ${index}`, body));

const doing = (what: string): ParityRequest =>
  json(what, { dataframe_split: { columns: ["do"], data: [[what]] } });
const numbers = (...data: readonly unknown[]): unknown => ({
  dataframe_split: { columns: ["x"], data: data.map((each) => [each]) },
});

const kindsOfAnswers = [
  "raise",
  "frame",
  "series",
  "dict",
  "nan",
  "large",
  "text",
  "nothing",
  "object",
  "set",
  "endless",
  "echo",
];
const codes = [
  "BAD_REQUEST",
  "INVALID_PARAMETER_VALUE",
  "INTERNAL_ERROR",
  "RESOURCE_DOES_NOT_EXIST",
  "PERMISSION_DENIED",
  "UNAUTHENTICATED",
  "REQUEST_LIMIT_EXCEEDED",
  "RESOURCE_CONFLICT",
  "TEMPORARILY_UNAVAILABLE",
  "DEADLINE_EXCEEDED",
  "ENDPOINT_NOT_FOUND",
];

/** What each model is asked beside tables. */
const asked: Readonly<Record<string, readonly ParityRequest[]>> = {
  regressor: [csv("x,n\n1.5,2\n2,3\n"), csv("x\n1\n"), csv(""), csv("x,n\n1.5,\n")],
  classifier: [csv("n,x\n2,1.5\n")],
  scores: [],
  centered: [],
  unsigned: [csv("x,n\n1.5,2\n")],
  noted: [
    json("with a note", split(["x", "n", "note"], [1.5, 2, "y"])),
    json("without", split(["x", "n", "note"], [1.5, 2, null])),
    json("with a number", split(["x", "n", "note"], [1.5, 2, 3.5])),
  ],
  reader: [
    json("texts", { inputs: ["good film", "bad"] }),
    json("a text", { inputs: "good" }),
    json("numbers", { inputs: [1, 2] }),
    json("a table", split(["0"], ["good"], ["bad"])),
    json("without names", { dataframe_split: { data: [["good"]] } }),
    csv("text\ngood\n"),
  ],
  summing: [
    json("lists", split(["values"], [[1, 2.5]], [[3]])),
    json("records", { dataframe_records: [{ values: [1.5] }] }),
    json("by name", { inputs: { values: [[1, 2], [3]] } }),
    json("numbers", split(["values"], [1])),
  ],
  scaled: [
    json("without parameters", numbers(1, 2.5)),
    json("with one", { ...Object(numbers(1)), params: { factor: 10 } }),
    json("with another", { ...Object(numbers(1)), params: { factor: "a" } }),
    json("with an unknown one", { ...Object(numbers(1)), params: { other: 1 } }),
    json("with no object", { ...Object(numbers(1)), params: 3 }),
  ],
  counting: [json("rows", numbers(1, 2, 3))],
  hinted: [
    json("texts", { inputs: ["a", "é"] }),
    json("a text", { inputs: "a" }),
    json("numbers", { inputs: [1] }),
    json("mixed", { inputs: ["a", null] }),
    json("another field", { instances: ["a"] }),
    csv("a\nb\n"),
  ],
  chatting: [
    json("messages", { messages: [{ role: "user", content: "hi" }], factor: 3, other: 1 }),
    json("prompt", { prompt: "hi" }),
    json("input", { input: ["a", "b"], factor: "x" }),
  ],
  odd: [...kindsOfAnswers, ...codes].map(doing),
};
const names = Object.keys(asked);

/** A real MLflow and the Python worker are asked the same, one at a time and many at once. */
describe("models of other flavors", () => {
  let mlflow: RunningMlflow;
  let gateway: TestGateway;
  const agent = new Agent();
  const served = names.map((name) => ({ name, directory: models.directoryOf(name) }));

  beforeAll(async () => {
    mlflow = await serveModels(served);
    gateway = await startTestGateway({
      env: {
        SWITCHYARD_MODELS: served.map(({ name, directory }) => `${name}=${directory}`).join(),
        SWITCHYARD_PYTHON: await installTestbed(),
        SWITCHYARD_RUNTIME: "python",
        SWITCHYARD_COMPILE: "off",
      },
    });
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await mlflow[Symbol.asyncDispose]();
    models[Symbol.dispose]();
  });

  test.for(names)("%s answers as in MLflow", async (name, { expect }) => {
    const requests = [...tables, ...(asked[name] ?? [])];
    const ask =
      (base: string) =>
      async (request: ParityRequest): Promise<Answer> =>
        await answerOf(`${base}/${name}/invocations`, request, agent);
    const expected = await answersOf(requests, 4, ask(mlflow.url));
    for (const concurrency of [1, 32]) {
      const found = await answersOf(requests, concurrency, ask(`${gateway.baseUrl}/models`));
      const different = requests.flatMap((request, index) => {
        const [one, other] = [found[index], expected[index]];
        if (!one || !other) return [`${request.name}: no answer`];
        const verdict = judge({ request, found: one, expected: other });
        if (verdict.kind !== "different") return [];
        return [
          `${request.name}: ${String(request.body)}\n  ${verdict.details.join()}\n  ${other.body.slice(0, 300)}`,
        ];
      });
      expect(different, `${concurrency} at once`).toEqual([]);
    }
  });
});
