import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { emptyManifest, type EncodedRequest, type ModelManifest } from "@switchyard/core";
import fc from "fast-check";
import { describe, test } from "vitest";
import { answerBatch } from "./answer-batch.ts";
import { loadInWorker, type LoadedModel } from "./loaded-model.ts";

/** The sample model that takes four numbers a row, and gives a label and three probabilities. */
const iris = globSync(
  join(import.meta.dirname, "../../../examples/registry/artifacts/1/*/artifacts/model/MLmodel"),
).find((path) => readFileSync(path, "utf8").includes("sepal_length"));

const names = ["a", "b", "c", "d"];
const columns = names.map(
  (name) => ({ name, type: { kind: "scalar", type: "double" }, required: true }) as const,
);
const table = { kind: "columns", columns } as const;
const array = { kind: "tensors", tensors: [{ name: undefined, dtype: "float64", shape: [-1, 4] }] } as const;

/** The same graph with every form of answer; a table of outputs that differ in width is refused by MLflow. */
describe.for([
  [
    "a companion that takes a table",
    { loaderModule: "mlflow.sklearn", inputs: table, onnx: { predict_output: "label" } },
  ],
  [
    "a companion that takes an array",
    { loaderModule: "mlflow.sklearn", inputs: array, onnx: { predict_output: "probabilities" } },
  ],
  ["MLflow's loader and an array", { loaderModule: "mlflow.onnx", inputs: array, onnx: {} }],
  ["MLflow's loader and a table", { loaderModule: "mlflow.onnx", inputs: table, onnx: {} }],
] as const)("%s", ([, { loaderModule, inputs, onnx }]) => {
  const manifest = {
    ...emptyManifest,
    loaderModule,
    signature: { inputs, outputs: undefined, params: undefined },
    flavors: { onnx },
  };

  test("answers requests together as it answers each alone", async ({ expect }) => {
    await using loaded = await load(manifest);
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 6 }), async (requests) => {
        const together = await textsOf(requests, loaded);
        const alone = await Promise.all(requests.map((each) => textsOf([each], loaded)));
        expect(together).toStrictEqual(alone.flat());
      }),
    );
  });

  test("runs the rows of requests that are alike at once, in the order of the model", async ({ expect }) => {
    await using loaded = await load(manifest);
    const bodies = inputs === table ? [split(names, 1), records(names, 2)] : [list(1), list(2)];
    const { work } = await answerBatch(
      bodies.map((each) => requestOf(each)),
      loaded,
    );
    expect(work.runRows[0]).toBe(3);
  });
});

async function load(manifest: ModelManifest): Promise<LoadedModel> {
  const options = { workers: 0, maxBatchRows: 8, labels: undefined, json: "strict" } as const;
  const served = { name: "iris", version: "1" };
  const directory = dirname(iris ?? "");
  return await loadInWorker({ kind: "load", directory, manifest, served, options }, () => undefined);
}

/** Answers without what they took. */
async function textsOf(
  requests: readonly EncodedRequest[],
  loaded: LoadedModel,
): Promise<readonly unknown[]> {
  const { answers } = await answerBatch(requests, loaded);
  return answers.map((answer) =>
    answer.ok ? [answer.value.contentType, Buffer.from(answer.value.body).toString()] : answer.error,
  );
}

const backwards = names.toReversed();

function requestOf(body: string, more: Partial<EncodedRequest> = {}): EncodedRequest {
  return {
    operation: "invocations",
    contentType: "application/json",
    deadlineMs: Date.now() + 60_000,
    body: Buffer.from(body),
    ...more,
  };
}

/** Rows that differ from each other and from those of other requests. */
function rowsOf(rows: number, cell = "0.5"): readonly string[] {
  return Array.from({ length: rows }, (_, row) => `[${rows},${row + 1}.25,${cell},2]`);
}

function split(columnNames: readonly string[], rows: number, cell?: string): string {
  return `{"dataframe_split":{"columns":${JSON.stringify(columnNames)},"data":[${rowsOf(rows, cell).join(",")}]}}`;
}

function records(columnNames: readonly string[], rows: number): string {
  const each = `{${columnNames.map((name, index) => `"${name}":${index + rows}`).join(",")}}`;
  return `{"dataframe_records":[${Array.from({ length: rows }, () => each).join(",")}]}`;
}

function list(rows: number, cell?: string): string {
  return `{"inputs":[${rowsOf(rows, cell).join(",")}]}`;
}

const usual = [split(names, 1), split(names, 2), split(backwards, 1), records(names, 2), list(1), list(3)];
/** Too many rows for one run, what only the general way reads, and what nobody takes. */
const unusual = [
  list(9),
  split(names, 9),
  split(names, 1, "null"),
  list(1, "1e400"),
  list(1, '"a"'),
  "{}",
  "",
];

const request = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...usual).map((body) => requestOf(body)) },
  { weight: 2, arbitrary: fc.constantFrom(...unusual).map((body) => requestOf(body)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Partial<EncodedRequest>[]>(
        { operation: "predict" },
        { contentType: "application/json; charset=utf-8" },
        { contentType: "text/nothing" },
        { deadlineMs: 0 },
      )
      .map((more) => requestOf(usual[0] ?? "", more)),
  },
);
