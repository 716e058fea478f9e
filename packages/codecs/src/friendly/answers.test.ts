import type { ModelAnswer, ModelDescription, ModelInput, Tensor, Tensors } from "@switchyard/core";
import { expect, test } from "vitest";
import { createCodecs } from "../index.ts";
import { describe } from "../testing/models.ts";

const { predict } = createCodecs();

function strings(...data: readonly string[]): Tensor {
  return { dtype: "string", shape: [data.length], data };
}

function doubles(shape: readonly number[], ...data: readonly number[]): Tensor {
  return { dtype: "float64", shape, data: Float64Array.from(data) };
}

function longs(...data: readonly bigint[]): Tensor {
  return { dtype: "int64", shape: [data.length], data: BigInt64Array.from(data) };
}

interface Asked {
  readonly outputs: Tensors;
  readonly rows?: number;
  readonly single?: boolean;
  readonly images?: boolean;
}

function answered(
  model: Partial<ModelDescription>,
  { outputs, rows = 1, single = true, images = false }: Asked,
): unknown {
  const input: ModelInput = images
    ? { form: "images", images: [Uint8Array.of(1)] }
    : { form: "frame", columns: [], rows };
  const answer: ModelAnswer = { prediction: { form: "named", arrays: outputs }, outputs };
  const { body } = predict.encode(answer, { input, params: {}, single }, describe(undefined, model));
  return JSON.parse(Buffer.from(body).toString());
}

const probabilities = { output: "probabilities", kind: "probabilities" } as const;
const logits = { output: "logits", kind: "logits" } as const;

test("a classifier with a label answers it with its probabilities", () => {
  const outputs = { label: strings("b", "a"), probabilities: doubles([2, 2], 0.25, 0.75, 0.5, 0.5) };
  const model = { labels: ["a", "b"], predictOutput: "label", scores: probabilities };
  const first = { prediction: "b", label: "b", confidence: 0.75, probabilities: { a: 0.25, b: 0.75 } };
  const second = { prediction: "a", label: "a", confidence: 0.5, probabilities: { a: 0.5, b: 0.5 } };
  expect(answered(model, { outputs, rows: 2, single: false })).toEqual([first, second]);
  expect(answered(model, { outputs, rows: 2 })).toEqual(first);
});

test("a picture gets label, confidence and probabilities", () => {
  const outputs = { logits: doubles([1, 2], 0, Math.log(3)) };
  expect(answered({ labels: ["cat", "dog"], scores: logits }, { outputs, images: true })).toEqual({
    label: "dog",
    confidence: expect.closeTo(0.75),
    probabilities: { cat: expect.closeTo(0.25), dog: expect.closeTo(0.75) },
  });
});

test("classes without names are called by their index", () => {
  const outputs = { label: longs(2n), probabilities: doubles([1, 3], 0.1, 0.2, 0.7) };
  expect(answered({ predictOutput: "label", scores: probabilities }, { outputs })).toEqual({
    prediction: 2,
    label: "2",
    confidence: 0.7,
    probabilities: { "0": 0.1, "1": 0.2, "2": 0.7 },
  });
});

test("the label of a model that answers class numbers is its name", () => {
  const outputs = { label: longs(1n), probabilities: doubles([1, 2], 0.1, 0.9) };
  const model = { labels: ["no", "yes"], predictOutput: "label", scores: probabilities };
  expect(answered(model, { outputs })).toMatchObject({ prediction: 1, label: "yes", confidence: 0.9 });
});

test("the class that a model names beside its scores is its label, whatever the scores say", () => {
  const outputs = { output_label: longs(0n), probabilities: doubles([1, 2], 0.4, 0.6) };
  const model = { labels: ["0", "1"], scores: { ...probabilities, label: "output_label" } };
  expect(answered(model, { outputs })).toMatchObject({ prediction: 0, label: "0", confidence: 0.4 });
});

test("a softmax of large logits stays finite", () => {
  const outputs = { logits: doubles([1, 2], 1000, 0) };
  expect(answered({ scores: logits }, { outputs })).toMatchObject({ label: "0", confidence: 1 });
});

test.for<[Partial<ModelDescription>, Tensors, unknown]>([
  [{ predictOutput: "variable" }, { variable: doubles([1, 1], 9.5) }, 9.5],
  [{}, { variable: doubles([1, 1], 9.5) }, 9.5],
  [{}, { raw: doubles([1, 3], 1, 2, 3) }, [1, 2, 3]],
  [{}, { a: doubles([1], 1), b: strings("x") }, { a: 1, b: "x" }],
  [{}, { mean: doubles([], 3) }, 3],
  [{}, { bad: doubles([1], Number.NaN) }, null],
])("a model without classes answers its value: %#", ([model, outputs, prediction]) => {
  expect(answered(model, { outputs })).toEqual({ prediction });
  expect(answered(model, { outputs, single: false })).toEqual([{ prediction }]);
});

test("what predict() gives as an array is told by row", () => {
  const array = doubles([2], 1.5, 2.5);
  const input: ModelInput = { form: "array", array: doubles([2, 1], 0, 0) };
  const answer: ModelAnswer = { prediction: { form: "array", array }, outputs: {} };
  const { body } = predict.encode(answer, { input, params: {}, single: false }, describe(undefined));
  expect(Buffer.from(body).toString()).toBe('[{"prediction":1.5},{"prediction":2.5}]');
});
