import { GatewayError, type ServableModel, type Verification } from "@switchyard/core";
import { test } from "vitest";
import { loadedFunction, type Answer } from "../testing/function-model.ts";
import { ExampleDirectory } from "./testing/example-directory.ts";
import { columnsManifest, manifestOf } from "./testing/manifests.ts";
import { verifyCompanion, type VerificationOptions } from "./verify-companion.ts";
import { isRecord, parseWritten, WrittenNumber } from "./written-json.ts";

type Rows = readonly (readonly unknown[])[];

/** What a model makes of the rows of a table; it refuses what is sent in other forms and what is no number. */
function tableModel(predict: (row: readonly number[]) => unknown): Answer {
  return (text) => ({
    predictions: rowsOf(text).map((row) =>
      predict(row.map((cell) => (cell instanceof WrittenNumber ? cell.value : refuse(cell)))),
    ),
  });
}

function refuse(cell: unknown): never {
  throw new GatewayError("invalid_request", `${String(cell)} is no number`);
}

function rowsOf(text: string): Rows {
  const body = text.startsWith("{") ? parseWritten(text) : undefined;
  const split = isRecord(body) ? body["dataframe_split"] : undefined;
  const data = isRecord(split) ? split["data"] : undefined;
  if (Array.isArray(data)) return data;
  throw new GatewayError("model_error", "expected a table");
}

const manifest = columnsManifest({ x: "double", y: "double" });

interface Asked extends Partial<VerificationOptions> {
  readonly signal?: AbortSignal;
}

function verify(
  python: Answer,
  native: Answer,
  { signal = AbortSignal.timeout(30_000), ...options }: Asked = {},
): Promise<Verification> {
  return verifyCompanion(
    { python: model(python), native: model(native), manifest, directory: "", tolerance: 1e-5, ...options },
    signal,
  );
}

function model(answer: Answer): ServableModel {
  return loadedFunction("1", { answer }).servable;
}

const sum = tableModel(([x = 0, y = 0]) => Math.PI + x + y);

test("equal models are proven equal", async ({ expect }) => {
  const verification = await verify(sum, sum);
  expect(verification).toMatchObject({ differing: 0, largestError: 0, worst: undefined, tolerance: 1e-5 });
  expect(verification.rows).toBeGreaterThanOrEqual(1000);
  expect(verification.requests).toBeGreaterThanOrEqual(150);
});

test("numbers may differ by less than the tolerance, and the worst is told", async ({ expect }) => {
  const verification = await verify(
    sum,
    tableModel(([x = 0, y = 0]) => (Math.PI + x + y) * (1 + 1e-7)),
  );
  expect(verification.differing).toBe(0);
  expect(verification.largestError).toBeGreaterThan(5e-8);
  expect(verification.largestError).toBeLessThan(2e-7);
  expect(verification.worst).toMatchObject({ path: expect.stringMatching(/^predictions\[\d+\]$/) });
});

test("numbers that differ by more are found, and the search ends early", async ({ expect }) => {
  const verification = await verify(
    sum,
    tableModel(([x = 0, y = 0]) => (Math.PI + x + y) * (1 + 1e-3)),
  );
  expect(verification.differing).toBeGreaterThanOrEqual(20);
  expect(verification.differing).toBeLessThan(50);
  expect(verification.requests).toBeLessThan(80);
  expect(verification.largestError).toBeGreaterThan(9e-4);
});

function sizeClass(limit: number): Answer {
  return tableModel(([x = 0]) => (x > limit ? "large" : "small"));
}

test.for([
  [0.5, "[[0.1, 1], [0.9, 2]]"],
  [3.7, "[[1.5, 1], [9.5, 2]]"],
  [80, "[[10, 1], [250, 2]]"],
] as const)(
  "a threshold at %d that is off by a hundredth is found in %s",
  async ([limit, data], { expect }) => {
    await using example = await ExampleDirectory.with(
      `{"dataframe_split": {"data": ${data}, "columns": ["x", "y"]}}`,
    );
    const verification = await verify(sizeClass(limit), sizeClass(limit * 1.01), {
      directory: example.path,
      manifest: { ...manifest, servingInputExample: example.servingInputExample },
    });
    expect(verification.differing).toBeGreaterThan(0);
    expect(verification.largestError).toBe(0);
    expect(verification.worst).toMatchObject({ found: "small", expected: "large" });
  },
);

test("a label counts for more than any number", async ({ expect }) => {
  const python = tableModel(([x = 0]) => ({ label: x > 1 ? 1 : 0, score: Math.PI * x }));
  const native = tableModel(([x = 0]) => ({ label: x > 2 ? 1 : 0, score: Math.PI * x * 1.5 }));
  const { worst, largestError } = await verify(python, native);
  expect(largestError).toBeGreaterThan(0.3);
  expect(worst?.path).toMatch(/label$/);
});

test("a companion that answers what the Python model refuses is found", async ({ expect }) => {
  const native: Answer = (text) => {
    const rows = rowsOf(text);
    if (rows.some((row) => row.includes(null))) return { predictions: rows.map(() => 0.5) };
    return sum(text);
  };
  const verification = await verify(sum, native);
  expect(verification.differing).toBeGreaterThan(0);
  expect(verification.worst).toMatchObject({ found: "an answer", expected: "refused: null is no number" });
  expect(verification.worst?.request).toContain("null");
});

test("models that refuse everything alike prove nothing", async ({ expect }) => {
  const nothing = tableModel(() => refuse("x"));
  await expect(verify(nothing, nothing)).rejects.toMatchObject({
    code: "load_failed",
    message: expect.stringMatching(/^the Python model answered 0 of \d+ drawn rows.*x is no number$/),
  });
});

test("nothing can be verified of a model that says nothing of itself", async ({ expect }) => {
  await expect(verify(sum, sum, { manifest: manifestOf(undefined) })).rejects.toMatchObject({
    code: "load_failed",
  });
});

test("a model that has no time proves nothing against the companion", async ({ expect }) => {
  const busy = tableModel(() => {
    throw new GatewayError("overloaded", "too much waits");
  });
  await expect(verify(sum, busy)).rejects.toMatchObject({ code: "overloaded" });
});

test("a model that hangs is given up by the signal", async ({ expect }) => {
  const controller = new AbortController();
  const hanging: Answer = () => {
    controller.abort();
    return Promise.withResolvers().promise;
  };
  await expect(verify(sum, hanging, { signal: controller.signal })).rejects.toMatchObject({
    code: "deadline_exceeded",
  });
});

test("progress is told until all answers are there", async ({ expect }) => {
  const told: (readonly [number, number])[] = [];
  const { requests } = await verify(sum, sum, { onProgress: (done, total) => told.push([done, total]) });
  expect(told.length).toBe(requests * 2);
  expect(told.at(-1)).toEqual([requests * 2, requests * 2]);
});

test("a model is asked at most 16 requests at a time", async ({ expect }) => {
  let [waiting, most] = [0, 0];
  const counting: Answer = async (text) => {
    waiting += 1;
    most = Math.max(most, waiting);
    await new Promise(setImmediate);
    waiting -= 1;
    return sum(text);
  };
  await verify(counting, sum);
  expect(most).toBe(16);
});
