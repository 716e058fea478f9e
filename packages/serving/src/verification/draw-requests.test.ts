import { exactNumbers, type ModelManifest } from "@switchyard/core";
import { test } from "vitest";
import { drawRequests } from "./draw-requests.ts";
import type { DrawnRequest } from "./drawn-request.ts";
import { ExampleDirectory } from "./testing/example-directory.ts";
import { columnsManifest, manifestOf, tensorsManifest } from "./testing/manifests.ts";
import { isRecord, parseWritten, writtenText } from "./written-json.ts";

const flowers = columnsManifest({ length: "double", petals: "long", kind: "string" });
const flowersExample =
  '{"dataframe_split": {"columns": ["length", "petals", "kind"], "data": [[4.9, 5, "rose"], [6.3, 6, "lily"]]}}';

async function drawn(manifest: ModelManifest, example?: string, seed = 1): Promise<readonly DrawnRequest[]> {
  if (example === undefined) return drawRequests({ directory: "", manifest }, seed);
  await using directory = await ExampleDirectory.with(example);
  const { servingInputExample } = directory;
  const model = { directory: directory.path, manifest: { ...manifest, servingInputExample } };
  return await drawRequests(model, seed);
}

function bodies(requests: readonly DrawnRequest[]): readonly string[] {
  return requests.map(({ body }) => Buffer.from(body).toString());
}

function rowsOf(requests: readonly DrawnRequest[]): number {
  return requests.reduce((rows, each) => rows + each.rows, 0);
}

test.for<[string, ModelManifest, string | undefined]>([
  ["columns and an example", flowers, flowersExample],
  ["columns", flowers, undefined],
  ["a table", manifestOf(undefined), flowersExample],
  ["a table without names", manifestOf(undefined), '{"dataframe_split": {"data": [[1, 2.5]]}}'],
  ["an array", manifestOf(undefined), '{"inputs": [[1.0, 2.0], [3.0, 4.0]]}'],
  ["texts", manifestOf(undefined), '{"inputs": ["one", "two words more"]}'],
  ["arrays by name", manifestOf(undefined), '{"inputs": {"a": [1, 2], "b": [[1.5], [2.5]]}}'],
  ["records", manifestOf(undefined), '{"inputs": [{"a": 1, "b": "x"}]}'],
  ["a tensor", tensorsManifest({ name: undefined, dtype: "float32", shape: [-1, 4] }), undefined],
  [
    "several tensors",
    tensorsManifest(
      { name: "ids", dtype: "int64", shape: [-1, -1] },
      { name: "scale", dtype: "float32", shape: [-1] },
    ),
    '{"inputs": {"ids": [[1, 2, 3]], "scale": [0.5]}}',
  ],
])("from %s come at least 1,000 rows in 110 to 250 requests", async ([, manifest, example], { expect }) => {
  const requests = await drawn(manifest, example);
  expect(rowsOf(requests)).toBeGreaterThanOrEqual(1000);
  expect(requests.length).toBeGreaterThanOrEqual(110);
  expect(requests.length).toBeLessThanOrEqual(250);
  for (const { body, contentType } of requests)
    if (contentType === "application/json")
      expect(() => parseWritten(Buffer.from(body).toString())).not.toThrow();
});

test("the same seed draws the same requests, another draws others", async ({ expect }) => {
  const one = bodies(await drawn(flowers, flowersExample, 5));
  expect(bodies(await drawn(flowers, flowersExample, 5))).toEqual(one);
  expect(bodies(await drawn(flowers, flowersExample, 6))).not.toEqual(one);
});

test("the example is asked first, as it is kept", async ({ expect }) => {
  const example = '{"dataframe_split": {"data": [[NaN, 5, "rose"], [1.0, 5, "rose"]]}}';
  const [first] = await drawn(flowers, example);
  expect(first).toMatchObject({ rows: 2, body: Buffer.from(example) });
});

test("all forms of a table are asked", async ({ expect }) => {
  const requests = await drawn(flowers, flowersExample);
  const json = bodies(requests.filter(({ contentType }) => contentType === "application/json"));
  for (const start of [
    '{"dataframe_split":',
    '{"dataframe_records":[{',
    '{"inputs":{',
    '{"inputs":[{',
    '{"instances":',
  ])
    expect(json.filter((body) => body.startsWith(start)).length).toBeGreaterThan(5);
  const csv = bodies(requests.filter(({ contentType }) => contentType === "text/csv"));
  expect(csv.length).toBeGreaterThan(5);
  for (const body of csv) expect(body).toMatch(/^length,petals,kind\n/);
});

test("a table that is all that is known of a model is asked as tables", async ({ expect }) => {
  const requests = await drawn(manifestOf(undefined), flowersExample);
  for (const body of bodies(requests)) expect(body).toMatch(/^\{"dataframe_|^length,petals,kind\n|^petals,/);
});

test("odd cells come alone, for every column", async ({ expect }) => {
  const requests = await drawn(flowers, flowersExample);
  const odd = requests.filter(({ rows }) => rows === 1);
  const others = bodies(requests.filter(({ rows }) => rows > 1)).join("\n");
  const rows = bodies(odd).flatMap(cellsOfSplit);
  for (const [at, cell] of [
    [0, "null"],
    [0, '"x"'],
    [1, "1.5"],
    [1, "null"],
    [2, '"unseen"'],
    [2, "null"],
  ] as const)
    expect(rows.some((row) => row[at] === cell)).toBe(true);
  for (const cell of ["null", "unseen", "NaN", "Infinity"]) expect(others).not.toContain(cell);
});

/** The cells of the one row of a `dataframe_split`. */
function cellsOfSplit(body: string): readonly (readonly string[])[] {
  const parsed = body.startsWith("{") ? parseWritten(body) : undefined;
  const split = isRecord(parsed) ? parsed["dataframe_split"] : undefined;
  const data = isRecord(split) ? split["data"] : undefined;
  return Array.isArray(data)
    ? data.map((row: unknown) => (Array.isArray(row) ? row.map(writtenText) : []))
    : [];
}

test("columns are left out once each where they are optional", async ({ expect }) => {
  const manifest = manifestOf({
    inputs: {
      kind: "columns",
      columns: [
        { name: "a", type: { kind: "scalar", type: "double" }, required: true },
        { name: "b", type: { kind: "scalar", type: "double" }, required: false },
      ],
    },
    outputs: undefined,
    params: undefined,
  });
  const found = bodies(await drawn(manifest));
  expect(found.some((body) => body.startsWith('{"dataframe_split":{"columns":["a"],'))).toBe(true);
  expect(found.some((body) => body.startsWith('{"dataframe_split":{"columns":["b"],'))).toBe(true);
});

test("params are drawn of their types", async ({ expect }) => {
  const manifest = columnsManifest({ a: "double" }, [
    { name: "top", type: { kind: "scalar", type: "long" }, default: 3, list: false },
    { name: "names", type: { kind: "scalar", type: "string" }, default: ["x"], list: true },
  ]);
  const params = bodies(await drawn(manifest)).flatMap((body) => /"params":.*(?=\}$)/.exec(body)?.[0] ?? []);
  expect(params.some((text) => /"top":-?\d+/.test(text))).toBe(true);
  expect(params.some((text) => /"names":\[/.test(text))).toBe(true);
  expect(params.some((text) => text.includes('{"top":{"odd":'))).toBe(true);
});

test("tensors have the signature's shape, their elements the example's range or zeros or ones", async ({
  expect,
}) => {
  const manifest = tensorsManifest({ name: "x", dtype: "float32", shape: [-1, 2, -1] });
  const requests = await drawn(manifest, '{"inputs": {"x": [[[10, 11, 12], [10, 11, 12]]]}}');
  const many = bodies(requests.filter(({ rows }) => rows === 32));
  expect(many.length).toBeGreaterThan(20);
  for (const body of many) {
    const { x }: { readonly x: readonly number[][][] } = JSON.parse(body).inputs;
    expect(x.length).toBe(32);
    expect(new Set(x.map((row) => JSON.stringify(row.map((each) => each.length))))).toEqual(
      new Set(["[3,3]"]),
    );
    for (const value of x.flat(2)) expect(value === 0 || value === 1 || (value > 8 && value < 14)).toBe(true);
  }
});

test("a model of large tensors is asked fewer rows", async ({ expect }) => {
  const manifest = tensorsManifest({ name: "image", dtype: "uint8", shape: [-1, 128, 128, 3] });
  const requests = await drawn(manifest);
  expect(rowsOf(requests)).toBeLessThan(100);
  expect(rowsOf(requests)).toBeGreaterThan(20);
});

test("integers of a tensor stay within its type", async ({ expect }) => {
  const manifest = tensorsManifest({ name: "x", dtype: "uint8", shape: [-1, 3] });
  const requests = await drawn(manifest, '{"inputs": {"x": [[0, 1, 255]]}}');
  for (const body of bodies(requests.filter(({ rows }) => rows > 1))) {
    const { x }: { readonly x: readonly number[][] } = JSON.parse(body).inputs;
    for (const value of x.flat()) expect(value >= 0 && value <= 255).toBe(true);
  }
});

test.for<[string, ModelManifest, string | undefined, string]>([
  ["neither signature nor example", manifestOf(undefined), undefined, "nothing to verify with"],
  ["a chat alone", manifestOf(undefined), '{"messages": []}', "nothing to verify with"],
  [
    "any size",
    tensorsManifest({ name: "x", dtype: "float32", shape: [-1, -1] }),
    undefined,
    "x may be of any size",
  ],
  [
    "any value",
    tensorsManifest({ name: "x", dtype: "object", shape: [-1] }),
    undefined,
    "x may hold anything",
  ],
])("%s is too little to draw from", async ([, manifest, example, message], { expect }) => {
  await expect(drawn(manifest, example)).rejects.toThrow(message);
});

test("integers beyond what a double holds are sent digit for digit", async ({ expect }) => {
  const found = bodies(await drawn(columnsManifest({ a: "long" }))).join("\n");
  expect(found).toContain(JSON.stringify([9223372036854775807n], exactNumbers));
});

test("of many columns some have odd cells, not only the first", async ({ expect }) => {
  const names = Array.from({ length: 500 }, (_, at) => `c${at}`);
  const requests = await drawn(
    columnsManifest(Object.fromEntries(names.map((name) => [name, "long" as const]))),
  );
  const rows = bodies(requests.filter(({ rows: count }) => count === 1)).flatMap(cellsOfSplit);
  const places = rows
    .map((row) => row.findIndex((cell) => !/^-?\d{1,5}$/.test(cell)))
    .filter((at) => at >= 0);
  expect(Math.max(...places)).toBeGreaterThan(300);
  expect(Math.min(...places)).toBeLessThan(200);
});
